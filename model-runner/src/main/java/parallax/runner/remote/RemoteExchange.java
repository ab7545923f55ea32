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
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;

/// One request to an endpoint, sent again after transient errors as long as nothing of a reply has been
/// shown. Its thread is blocked most of the time; [#stop] ends that, whatever it is waiting for.
final class RemoteExchange implements Runnable {
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final long MAX_PAUSE_MS = 60_000;
    private static final int MAX_ERROR_BYTES = 4096;

    private final HttpClient client;
    private final Endpoint endpoint;
    private final HostPolicy policy;
    private final Pace pace;
    private final PendingGeneration pending;
    private final Consumer<String> onText;
    private long startedNs = System.nanoTime();
    private ReplyStream reply;
    private @Nullable Thread waiting;
    private @Nullable InputStream body;

    /// An error after which the same request may succeed.
    private static final class Passing extends IOException {
        private static final long serialVersionUID = 1;
        private final long pauseMs;

        Passing(String message, long pauseMs) {
            super(message);
            this.pauseMs = pauseMs;
        }
    }

    /// An error that would come again.
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
            Pace pace,
            PendingGeneration pending,
            Consumer<String> onText) {
        this.client = client;
        this.endpoint = endpoint;
        this.policy = policy;
        this.pace = pace;
        this.pending = pending;
        this.onText = onText;
        this.reply = new ReplyStream(onText);
    }

    @Override
    public void run() {
        waitIn(Thread.currentThread());
        Outcome outcome = outcome();
        waitIn(null);
        pending.complete(outcome);
    }

    /// Sets which thread may be interrupted; whoever is told the outcome must not be.
    private synchronized void waitIn(@Nullable Thread thread) {
        waiting = thread;
        if (thread == null) {
            Thread.interrupted();
        }
    }

    /// Ends whatever a cancelled request is waiting for: what is being read is closed, any other wait
    /// is interrupted, and listeners to the reply are not.
    synchronized void stop() {
        try {
            if (body != null) {
                body.close();
            } else if (waiting != null) {
                waiting.interrupt();
            }
        } catch (IOException e) {
            // The reading side sees the closed connection.
        }
    }

    private Outcome outcome() {
        if (pending.request().sampler().logprobs() >= 0) {
            return new Outcome.Failed(
                    "log-probabilities by token id are not available from an endpoint; ask without logprobs");
        }
        try {
            pace.enter();
            try {
                return answer();
            } finally {
                pace.leave();
            }
        } catch (InterruptedException e) {
            return replied(FinishReason.CANCELLED);
        } catch (RuntimeException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome answer() throws InterruptedException {
        for (int attempt = 0; !pending.isCancelled(); attempt++) {
            pace.awaitBegin();
            try {
                return attempt(pending.request());
            } catch (Lasting e) {
                return failed(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                if (pending.isCancelled()) {
                    break;
                }
                if (reply.hasBegun() || attempt >= endpoint.retries()) {
                    return failed("the endpoint " + endpoint.base() + " failed"
                            + (attempt > 0 ? " " + (attempt + 1) + " times" : "") + ": " + e.getMessage());
                }
                Thread.sleep(pauseMs(attempt, e instanceof Passing passing ? passing.pauseMs : 0));
            }
        }
        return replied(FinishReason.CANCELLED);
    }

    /// Twice as long each time, give or take a fifth, so that many requests do not come back together.
    private long pauseMs(int attempt, long asked) {
        long backoff = endpoint.firstBackoff().toMillis() << Math.min(attempt, 16);
        double spread = 0.8 + 0.4 * ((pending.hashCode() & 0xff) / 255.0);
        return Math.min(MAX_PAUSE_MS, Math.max(asked, (long) (backoff * spread)));
    }

    private Outcome attempt(GenerationRequest request) throws IOException, InterruptedException {
        RequestBody question = RequestBody.of(request, endpoint.model());
        URI address = endpoint.address(question.path());
        policy.check(address, endpoint.apiKey() != null);
        HttpRequest.Builder http = HttpRequest.newBuilder(address)
                .timeout(endpoint.silence())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.json()));
        if (endpoint.apiKey() != null) {
            http.header("Authorization", "Bearer " + endpoint.apiKey());
        }
        startedNs = System.nanoTime();
        reply = new ReplyStream(onText);
        HttpResponse<InputStream> response = client.send(http.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = new WatchedBody(response.body(), endpoint.silence())) {
            reading(in);
            requireSuccess(response, in);
            if (response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
                reply.readWhole(in);
            } else {
                reply.readEvents(in, pending::isCancelled);
            }
        } finally {
            reading(null);
        }
        return finished();
    }

    private synchronized void reading(@Nullable InputStream in) {
        body = in;
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

    private Outcome finished() throws IOException {
        if (pending.isCancelled()) {
            return replied(FinishReason.CANCELLED);
        }
        FinishReason reason = reply.finish();
        if (reason == null) {
            throw new IOException("the reply broke off before its end");
        }
        return replied(reason);
    }

    private Outcome failed(String reason) {
        return new Outcome.Failed(BearerKey.hiddenIn(reason, endpoint.apiKey()));
    }

    private Outcome replied(FinishReason reason) {
        GenerationRequest request = pending.request();
        long now = System.nanoTime();
        boolean templated = request.input() instanceof ModelInput.Conversation;
        Provenance.Origin origin = new Provenance.Origin(
                endpoint.model(),
                endpoint.model(),
                null,
                "unknown",
                String.valueOf(endpoint.base()),
                "unknown",
                templated ? "the endpoint's own" : null,
                "OpenAI-compatible endpoint");
        Provenance.Course course = new Provenance.Course(
                "remote",
                reply.promptTokens(),
                0,
                reply.generatedTokens(),
                reply.hasBegun() ? (reply.firstPieceNs() - startedNs) / 1e6 : 0,
                (now - startedNs) / 1e6);
        Provenance provenance =
                new Provenance(origin, request.sampler(), request.seed(), request.prompt(), request.sample(), course);
        return new Outcome.Generated(reply.text(), new int[0], reason, null, provenance);
    }
}
