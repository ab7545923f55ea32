package parallax.runner.decode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Requests in the order they arrived. Any thread adds to it; the engine's thread takes from it.
final class RequestQueue {
    private static final long SWEEP_NS = 100_000_000;

    private final Deque<ReplyInProgress> waiting = new ArrayDeque<>();
    private long sweptNs = System.nanoTime() - SWEEP_NS;
    private boolean accepting = true;
    private boolean stopping;
    private int running;

    /// @return false if the queue no longer takes requests
    synchronized boolean add(ReplyInProgress reply) {
        if (!accepting) {
            return false;
        }
        waiting.add(reply);
        notifyAll();
        return true;
    }

    /// The next request, left in place. Cancelled requests before it end here.
    Optional<ReplyInProgress> peek() {
        ReplyInProgress next = first();
        while (next != null && next.isCancelled()) {
            take();
            next.cancel();
            finish(next);
            next = first();
        }
        return Optional.ofNullable(next);
    }

    private synchronized @Nullable ReplyInProgress first() {
        return waiting.peekFirst();
    }

    synchronized ReplyInProgress take() {
        running++;
        return waiting.removeFirst();
    }

    /// Hands over the outcome of a request that was taken and has ended.
    void finish(ReplyInProgress reply) {
        reply.deliver();
        synchronized (this) {
            running--;
            notifyAll();
        }
    }

    /// Ends requests that were cancelled while waiting. It looks ten times a second, because many may
    /// be waiting.
    void endCancelled() {
        if (System.nanoTime() - sweptNs >= SWEEP_NS) {
            end(ReplyInProgress::isCancelled);
            sweptNs = System.nanoTime();
        }
    }

    /// Ends everything that waits.
    void endAll() {
        end(reply -> true);
    }

    private void end(Predicate<ReplyInProgress> which) {
        List<ReplyInProgress> ending;
        synchronized (this) {
            ending = waiting.stream().filter(which).toList();
            waiting.removeIf(Set.copyOf(ending)::contains);
            running += ending.size();
        }
        for (ReplyInProgress reply : ending) {
            reply.cancel();
            finish(reply);
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Waits for a request.
    ///
    /// @return false if the engine is to stop
    synchronized boolean awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !stopping && accepting) {
            wait();
        }
        return !stopping && (accepting || !waiting.isEmpty());
    }

    synchronized boolean isAccepting() {
        return accepting;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    synchronized void stopAccepting() {
        accepting = false;
        notifyAll();
    }

    synchronized void stop() {
        accepting = false;
        stopping = true;
        notifyAll();
    }

    /// Waits until no request is waiting or running.
    ///
    /// @return false if the time ran out first
    synchronized boolean awaitEmpty(long deadlineNs) throws InterruptedException {
        while (!waiting.isEmpty() || running > 0) {
            long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return false;
            }
            wait(leftMs);
        }
        return true;
    }
}
