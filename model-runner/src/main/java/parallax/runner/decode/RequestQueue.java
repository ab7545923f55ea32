package parallax.runner.decode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Requests in the order they came. Filled by any thread, emptied by the engine's.
final class RequestQueue {
    private final Deque<Sample> waiting = new ArrayDeque<>();
    private boolean accepting = true;
    private boolean stopping;
    private int running;

    /// @return false if no more requests are taken
    synchronized boolean add(Sample sample) {
        if (!accepting) {
            return false;
        }
        waiting.add(sample);
        notifyAll();
        return true;
    }

    /// The next request, left in place.
    synchronized Optional<Sample> peek() {
        return Optional.ofNullable(waiting.peekFirst());
    }

    synchronized Sample take() {
        running++;
        return waiting.removeFirst();
    }

    synchronized void finished() {
        running--;
        notifyAll();
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

    /// Waits until nothing waits or runs.
    ///
    /// @return false if the time passed first
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
