package parallax.runner;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A submitted request that will have an outcome.
public final class PendingGeneration {
    private final GenerationRequest request;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    public PendingGeneration(GenerationRequest request) {
        this.request = request;
    }

    public GenerationRequest request() {
        return request;
    }

    /// Completes normally, with a failure as a value. Its dependants may run on the engine's thread.
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /// Waits for the outcome.
    public Outcome await() {
        return outcome.join();
    }

    /// Asks the engine to stop at the next token; the outcome then holds what was written. No effect once
    /// finished.
    public void cancel() {
        cancelled.set(true);
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /// For engines: ends the request.
    public void complete(Outcome result) {
        outcome.complete(result);
    }
}
