package parallax.runner.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.text.Reasoning;

/// One request to an endpoint, sent again after transient errors as long as nothing of a reply has been
/// shown. Its thread is blocked most of the time; [#stop] ends that, whatever it is waiting for.
final class RemoteExchange implements Runnable {
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429, 500, 502, 503, 504, 529);
    private static final long MAX_PAUSE_MS = 60_000;
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int MAX_ERROR_BYTES = 4096;

    private final HttpClient client;
    private final Endpoint endpoint;
    private final HostPolicy policy;
    private final Pace pace;
    private final Dialect dialect;
    private final PendingGeneration pending;
    private final Consumer<String> onText;
    private long startedNs = System.nanoTime();
    private @Nullable Integer seedSent;
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

    /// A refusal of a form that the endpoint does not know; there is another.
    private static final class OtherForm extends IOException {
        private static final long serialVersionUID = 1;
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
            Dialect dialect,
            PendingGeneration pending,
            Consumer<String> onText) {
        this.client = client;
        this.endpoint = endpoint;
        this.policy = policy;
        this.pace = pace;
        this.dialect = dialect;
        this.pending = pending;
        this.onText = onText;
        this.reply = stream();
    }

    /// A conversation's reply may begin with reasoning; what continues a text is that text's.
    private ReplyStream stream() {
        boolean answers = pending.request().input() instanceof ModelInput.Conversation;
        return new ReplyStream(onText, answers ? Reasoning.atTheBeginning() : Reasoning.none());
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
        if (!pending.request().choices().isEmpty()) {
            return new Outcome.Failed("an endpoint's reply cannot be held to some texts; let it answer freely");
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
            } catch (OtherForm e) {
                attempt--;
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
        return Math.max(asked, Math.min(MAX_PAUSE_MS, (long) (backoff * spread)));
    }

    private Outcome attempt(GenerationRequest request) throws IOException, InterruptedException {
        RequestBody question = RequestBody.of(request, endpoint.model());
        dialect.apply(question.body());
        seedSent = question.seed();
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
        reply = stream();
        HttpResponse<InputStream> response = client.send(http.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = new WatchedBody(response.body(), endpoint.silence())) {
            reading(in);
            requireSuccess(response, in, question);
            reply.read(in, pending::isCancelled);
        } finally {
            reading(null);
        }
        return finished();
    }

    private synchronized void reading(@Nullable InputStream in) {
        body = in;
    }

    private void requireSuccess(HttpResponse<InputStream> response, InputStream in, RequestBody question)
            throws IOException {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        String text = new String(in.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
        EndpointError error = EndpointError.in(text);
        if ((status == 400 || status == 422) && dialect.learn(error, question.body())) {
            throw new OtherForm();
        }
        String said = "status " + status + (text.isBlank() ? "" : ", " + error.message());
        if (!mayPass(status) || error.code().equals("insufficient_quota")) {
            throw new Lasting("the endpoint refuses the request: " + said);
        }
        Duration asked = RetryAfter.in(response.headers(), Instant.now());
        if (asked.compareTo(LONGEST_ASKED) > 0) {
            throw new Lasting("the endpoint asks to come back in " + asked.toMinutes() + " minutes: " + said);
        }
        throw new Passing(said, asked.toMillis());
    }

    /// Those of HTTP, of proxies before an endpoint (520 to 527), and of an endpoint that is overloaded
    /// (529).
    private static boolean mayPass(int status) {
        return MAY_PASS.contains(status) || (status >= 520 && status <= 527);
    }

    private Outcome finished() throws IOException {
        if (pending.isCancelled()) {
            return replied(FinishReason.CANCELLED);
        }
        FinishReason reason = reply.finish();
        if (reason == null) {
            throw new IOException("the reply broke off before its end");
        }
        boolean isConversation = pending.request().input() instanceof ModelInput.Conversation;
        if (isConversation && reply.text().isBlank() && reason != FinishReason.CONTENT_FILTER) {
            return failed(withoutAnswer());
        }
        return replied(reason);
    }

    private String withoutAnswer() {
        if (!reply.tools().isEmpty()) {
            return "the model called " + String.join(", ", reply.tools()) + " and gave no answer";
        }
        if (reply.thought() != null) {
            return "the model wrote " + reply.generatedTokens() + " tokens of reasoning and no answer; allow it more"
                    + " tokens";
        }
        return "the endpoint's reply is empty";
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
                null,
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
                (now - startedNs) / 1e6,
                reply.warnings());
        Provenance.Answered answered =
                new Provenance.Answered(Instant.now(), reply.model(), reply.fingerprint(), seedSent);
        Provenance provenance = new Provenance(
                origin, request.sampler(), request.seed(), request.prompt(), request.sample(), course, answered, null);
        return new Outcome.Generated(reply.text(), new int[0], reason, null, provenance, reply.thought());
    }
}
