package parallax.dataset.table;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Ends a reading that stands still: a thread that has been in one call for too long is interrupted, and the call
/// fails.
final class Stall implements AutoCloseable {
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reading-watch").factory());
    private final ScheduledFuture<?> looking;
    private final Object lock = new Object();
    private final long patience;
    private Thread reading = Thread.currentThread();
    private boolean inside;
    private boolean ended;
    private long since;

    Stall(Duration patience) {
        this.patience = patience.toNanos();
        long period = Math.max(1, patience.toMillis() / 4);
        looking = watch.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /// Makes a call on this thread.
    ///
    /// @throws IllegalStateException where it stood still for too long
    <T> T watched(Supplier<T> call) {
        synchronized (lock) {
            reading = Thread.currentThread();
            inside = true;
            since = System.nanoTime();
        }
        T result;
        try {
            result = call.get();
        } catch (RuntimeException broken) {
            leave();
            throw broken;
        }
        leave();
        return result;
    }

    private void leave() {
        synchronized (lock) {
            inside = false;
            if (ended) {
                ended = false;
                Thread.interrupted();
                throw new IllegalStateException("it is damaged inside");
            }
        }
    }

    private void look() {
        synchronized (lock) {
            if (inside && System.nanoTime() - since > patience) {
                ended = true;
                reading.interrupt();
            }
        }
    }

    @Override
    public void close() {
        looking.cancel(true);
        watch.shutdown();
    }
}
