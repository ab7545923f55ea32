package parallax.runner.remote;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.PendingGeneration;

/// A model served by an OpenAI-compatible endpoint (vLLM, TGI, llama.cpp server, Ollama), for models
/// that outgrow this machine. Redirects are not followed.
public final class RemoteEngine implements Engine {
    private static final Duration CANCELLED_WITHIN = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final HostPolicy policy;
    private final HttpClient client;
    private final Pace pace;
    private final Dialect dialect = new Dialect();
    private final Map<PendingGeneration, RemoteExchange> running = new ConcurrentHashMap<>();
    private final Thread watch = Thread.ofVirtual().name("cancel-remote").unstarted(this::stopCancelled);
    private final Thread atTheEnd = new Thread(this::close, "close-remote-engine");
    private volatile boolean accepting = true;

    private RemoteEngine(Endpoint endpoint, HostPolicy policy) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.pace = new Pace(endpoint.concurrent(), endpoint.requestsPerMinute(), Pace.Time.REAL);
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// @throws IllegalArgumentException if the policy forbids the endpoint's address
    public static RemoteEngine open(Endpoint endpoint, HostPolicy policy) {
        policy.check(endpoint.base(), endpoint.apiKey() != null);
        RemoteEngine engine = new RemoteEngine(endpoint, policy);
        engine.watch.start();
        Runtime.getRuntime().addShutdownHook(engine.atTheEnd);
        return engine;
    }

    @Override
    public PendingGeneration submit(GenerationRequest request, Consumer<String> onText) {
        if (!accepting) {
            throw new IllegalStateException("the engine is closing and takes no more requests");
        }
        PendingGeneration pending = new PendingGeneration(request);
        RemoteExchange exchange = new RemoteExchange(client, endpoint, policy, pace, dialect, pending, onText);
        running.put(pending, exchange);
        var _ = pending.outcome().whenComplete((outcome, problem) -> running.remove(pending));
        if (!accepting) { // closed since: whoever closed it may not have seen this request
            pending.cancel();
        }
        Thread.ofVirtual().name("remote-generation").start(exchange);
        return pending;
    }

    private void stopCancelled() {
        try {
            while (true) {
                running.forEach((pending, exchange) -> {
                    if (pending.isCancelled()) {
                        exchange.stop();
                    }
                });
                Thread.sleep(CANCELLED_WITHIN);
            }
        } catch (InterruptedException closed) {
            // Nothing runs any more.
        }
    }

    @Override
    public boolean drain(Duration limit) {
        accepting = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!running.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        accepting = false;
        running.keySet().forEach(PendingGeneration::cancel);
        running.keySet().forEach(PendingGeneration::await);
        watch.interrupt();
        client.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ending) {
            // the process ends, and this is how
        }
    }
}
