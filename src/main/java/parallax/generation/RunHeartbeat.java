package parallax.generation;

import io.quarkus.logging.Log;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says every second, from a run's claim to its end, that its runner is alive: also while a model loads.
final class RunHeartbeat implements AutoCloseable {
    private static final long BEAT_MS = 1000;

    private final GenerationRuns runs;
    private final GenerationRuns.Run run;
    private final String runner;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean lost;

    private RunHeartbeat(GenerationRuns runs, GenerationRuns.Run run, String runner) {
        this.runs = runs;
        this.run = run;
        this.runner = runner;
        this.thread = Thread.ofVirtual().name("heart-of-run-" + run.id()).unstarted(this::beat);
    }

    static RunHeartbeat of(GenerationRuns runs, GenerationRuns.Run run, String runner) {
        RunHeartbeat heart = new RunHeartbeat(runs, run, runner);
        heart.thread.start();
        return heart;
    }

    /// Whether the run is no longer the runner's: cancelled, or taken over.
    boolean isLost() {
        return lost;
    }

    /// Not ended by an interrupt, which would close the connection to the database in the middle of a beat.
    private void beat() {
        try {
            while (!lost && !closed.await(BEAT_MS, TimeUnit.MILLISECONDS)) {
                beatOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A database that does not answer for a moment ends nothing: whether the run is still ours is asked
    /// again with the next beat, and before anything is stored.
    private void beatOnce() {
        try {
            lost = !runs.beat(run, runner);
        } catch (RuntimeException e) {
            Log.warnf(
                    "Generation run %d: a sign of life could not be stored (%s)",
                    run.id(), e.getClass().getSimpleName());
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
