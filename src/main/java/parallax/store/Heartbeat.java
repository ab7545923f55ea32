package parallax.store;

import io.quarkus.logging.Log;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Says every second, from a job's claim to its end, that its process is alive: also while it does nothing
/// else.
public final class Heartbeat implements AutoCloseable {
    private static final long BEAT_MS = 1000;

    private final String job;
    private final BooleanSupplier beat;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean lost;

    private Heartbeat(String job, BooleanSupplier beat) {
        this.job = job;
        this.beat = beat;
        this.thread = Thread.ofVirtual().name("heartbeat of " + job).unstarted(this::beatUntilClosed);
    }

    /// @param job its name in the log
    /// @param beat stores a sign of life; false if the job is no longer this process's
    public static Heartbeat of(String job, BooleanSupplier beat) {
        Heartbeat heartbeat = new Heartbeat(job, beat);
        heartbeat.thread.start();
        return heartbeat;
    }

    /// Whether the job is no longer this process's: cancelled, or taken over.
    public boolean isLost() {
        return lost;
    }

    /// Not ended by an interrupt, which would close the connection to the database in the middle of a beat.
    private void beatUntilClosed() {
        try {
            while (!lost && !closed.await(BEAT_MS, TimeUnit.MILLISECONDS)) {
                beatOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A database that does not answer for a moment ends nothing: whether the job is still ours is asked again
    /// with the next beat, and before anything is stored.
    private void beatOnce() {
        try {
            lost = !beat.getAsBoolean();
        } catch (RuntimeException e) {
            Log.warnf(
                    "%s: a sign of life could not be stored (%s)",
                    job, e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
