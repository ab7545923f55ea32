package parallax.runner.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;

/// One request to an endpoint, sent again after errors that may pass as long as nothing of a reply was
/// shown.
final class RemoteExchange {
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final long MAX_PAUSE_MS = 60_000;
    private static final int MAX_ERROR_BYTES = 4096;

    private final HttpClient client;
    private final Endpoint endpoint;
    private final HostPolicy policy;
    private final RateLimit rate;
    private final PendingGeneration pending;
    private final Consumer<String> onText;
    private long startedNs = System.nanoTime();
    private ReplyStream reply;

    /// An error after which the same request may succeed.
    private static final class Passing extends IOException {
        private static final long serialVersionUID = 1;
        private final long pauseMs;

        Passing(String message, long pauseMs) {
            super(message);
            this.pauseMs = pauseMs;
        }
    }

    /// An error that will come again.
    private static final class Lasting extends IOException {
        private static final long serialVersionUID = 1;

        Lasting(String message) {
            super(message);
        }
    }

    RemoteExchange(
            HttpClient client,
            Endpoint endpoint,
            HostPolicy policy,
            RateLimit rate,
            PendingGeneration pending,
            Consumer<String> onText) {
        this.client = client;
        this.endpoint = endpoint;
        this.policy = policy;
        this.rate = rate;
        this.pending = pending;
        this.onText = onText;
        this.reply = new ReplyStream(onText);
    }

    void run() throws InterruptedException {
        GenerationRequest request = pending.request();
        if (request.sampler().logprobs() >= 0) {
            failed("log-probabilities by token id are not to be had from an endpoint; ask without logprobs");
            return;
        }
        for (int attempt = 0; ; attempt++) {
            if (pending.isCancelled()) {
                cancelled();
                return;
            }
            rate.await();
            try {
                attempt(request);
                return;
            } catch (Lasting e) {
                failed(String.valueOf(e.getMessage()));
                return;
            } catch (IOException e) {
                if (pending.isCancelled()) {
                    cancelled();
                    return;
                }
                if (reply.hasBegun() || attempt >= endpoint.retries()) {
                    failed("the endpoint " + endpoint.base() + " failed"
                            + (attempt > 0 ? " " + (attempt + 1) + " times" : "") + ": " + e.getMessage());
                    return;
                }
                Thread.sleep(pauseMs(attempt, e instanceof Passing passing ? passing.pauseMs : 0));
            }
        }
    }

    /// Twice as long each time, spread by a fifth so that many requests do not come back together.
    private long pauseMs(int attempt, long asked) {
        long backoff = endpoint.firstBackoff().toMillis() << Math.min(attempt, 16);
        double spread = 0.8 + 0.4 * ((pending.hashCode() & 0xff) / 255.0);
        return Math.min(MAX_PAUSE_MS, Math.max(asked, (long) (backoff * spread)));
    }

    private void attempt(GenerationRequest request) throws IOException, InterruptedException {
        RequestBody body = RequestBody.of(request, endpoint.model());
        URI address = endpoint.address(body.path());
        policy.check(address, endpoint.apiKey() != null);
        HttpRequest.Builder http = HttpRequest.newBuilder(address)
                .timeout(endpoint.silence())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.json()));
        if (endpoint.apiKey() != null) {
            http.header("Authorization", "Bearer " + endpoint.apiKey());
        }
        startedNs = System.nanoTime();
        reply = new ReplyStream(onText);
        HttpResponse<InputStream> response = client.send(http.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            requireSuccess(response, in);
            Thread watch = watch(in);
            try {
                boolean whole =
                        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
                if (whole) {
                    reply.readWhole(in);
                } else {
                    reply.readEvents(in, pending::isCancelled);
                }
            } finally {
                watch.interrupt();
            }
        }
        finish();
    }

    private static void requireSuccess(HttpResponse<InputStream> response, InputStream in) throws IOException {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        String text = new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
        String said = "status " + status + (text.isBlank() ? "" : ", " + errorText(text));
        if (!MAY_PASS.contains(status)) {
            throw new Lasting("the endpoint refuses the request: " + said);
        }
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,5}"))
                .map(Long::parseLong)
                .orElse(0L);
        throw new Passing(said, seconds * 1000);
    }

    private static String errorText(String body) {
        try {
            return ReplyStream.errorText(new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            return body.lines().findFirst().orElse("").strip();
        }
    }

    /// Closes the connection when the endpoint falls silent or nobody wants the reply any more.
    private Thread watch(InputStream in) {
        ReplyStream watched = reply;
        return Thread.ofVirtual().start(() -> {
            try {
                while (!pending.isCancelled()
                        && System.nanoTime() - watched.lastHeardNs()
                                < endpoint.silence().toNanos()) {
                    Thread.sleep(Duration.ofMillis(50));
                }
                in.close();
            } catch (InterruptedException readToTheEnd) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // The reading side sees the closed connection.
            }
        });
    }

    private void finish() throws IOException {
        if (pending.isCancelled()) {
            cancelled();
            return;
        }
        FinishReason reason = reply.finish();
        if (reason == null) {
            throw new IOException("the reply broke off before its end");
        }
        deliver(reason);
    }

    void cancelled() {
        deliver(FinishReason.CANCELLED);
    }

    void failed(String reason) {
        pending.complete(new Outcome.Failed(reason));
    }

    private void deliver(FinishReason reason) {
        GenerationRequest request = pending.request();
        long now = System.nanoTime();
        boolean templated = request.input() instanceof ModelInput.Conversation;
        Provenance provenance = new Provenance(
                endpoint.model(),
                endpoint.model(),
                null,
                "unknown",
                String.valueOf(endpoint.base()),
                "unknown",
                templated ? "the endpoint's own" : null,
                request.sampler(),
                request.seed(),
                request.prompt(),
                request.sample(),
                "remote",
                "OpenAI-compatible endpoint",
                reply.promptTokens(),
                0,
                reply.generatedTokens(),
                reply.hasBegun() ? (reply.firstPieceNs() - startedNs) / 1e6 : 0,
                (now - startedNs) / 1e6);
        pending.complete(new Outcome.Generated(reply.text(), new int[0], reason, null, provenance));
    }
}
