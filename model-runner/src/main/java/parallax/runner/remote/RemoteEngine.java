package parallax.runner.remote;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.PendingGeneration;

/// A model served by an OpenAI-compatible endpoint (vLLM, TGI, llama.cpp server, Ollama), for models that
/// outgrow this machine. Redirects are not followed.
public final class RemoteEngine implements Engine {
    private final Endpoint endpoint;
    private final HostPolicy policy;
    private final HttpClient client;
    private final Semaphore free;
    private final RateLimit rate;
    private final Set<PendingGeneration> running = ConcurrentHashMap.newKeySet();
    private final Thread atTheEnd = new Thread(this::close, "close-remote-engine");
    private volatile boolean accepting = true;

    private RemoteEngine(Endpoint endpoint, HostPolicy policy) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.free = new Semaphore(endpoint.concurrent());
        this.rate = new RateLimit(endpoint.requestsPerMinute());
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
        Runtime.getRuntime().addShutdownHook(engine.atTheEnd);
        return engine;
    }

    @Override
    public PendingGeneration submit(GenerationRequest request, Consumer<String> onText) {
        if (!accepting) {
            throw new IllegalStateException("the engine is closing and takes no more requests");
        }
        PendingGeneration pending = new PendingGeneration(request);
        running.add(pending);
        pending.outcome().whenComplete((outcome, problem) -> running.remove(pending));
        RemoteExchange exchange = new RemoteExchange(client, endpoint, policy, rate, pending, onText);
        Thread.ofVirtual().name("remote-generation").start(() -> run(exchange));
        return pending;
    }

    private void run(RemoteExchange exchange) {
        try {
            free.acquire();
            try {
                exchange.run();
            } finally {
                free.release();
            }
        } catch (InterruptedException e) {
            exchange.cancelled();
        } catch (RuntimeException e) {
            exchange.failed(String.valueOf(e.getMessage()));
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
        running.forEach(PendingGeneration::cancel);
        running.forEach(PendingGeneration::await);
        client.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ending) {
            // the process ends, and this is how
        }
    }
}
