package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Threads that share out numbered steps. What a step computes must depend on its number alone, so that
/// results are the same whatever the number of threads.
///
/// @param number   how many work at once, at least 1
/// @param progress told after each step
public record Threads(int number, Progress progress) {

    public Threads {
        if (number < 1) {
            throw new IllegalArgumentException("Work needs at least one thread, not " + number);
        }
    }

    /// One thread per core, silently.
    public static Threads allCores() {
        return new Threads(Runtime.getRuntime().availableProcessors(), Progress.SILENT);
    }

    /// Runs steps 0 … steps − 1.
    ///
    /// @param each makes what one thread calls for each of its steps, and which may keep scratch space between them
    /// @throws CancellationException when the progress listener says stop, or the calling thread is
    ///     interrupted
    public void run(int steps, Supplier<IntConsumer> each) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Runnable share = () -> {
            IntConsumer own = each.get();
            for (int step = next.getAndIncrement(); step < steps; step = next.getAndIncrement()) {
                own.accept(step);
                report(done, steps);
            }
        };
        if (Math.min(number, steps) <= 1) {
            share.run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(number, steps));
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int thread = 0; thread < Math.min(number, steps); thread++) {
                shares.add(pool.submit(share));
            }
            await(shares);
        } finally {
            end(pool);
        }
    }

    private static void await(List<Future<?>> shares) {
        try {
            for (Future<?> share : shares) {
                share.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A step failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        }
    }

    /// Waits until no thread works any more; what is not begun never begins.
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// As many threads that tell nobody: for the passes inside one step of longer work, which calls
    /// [#reached] itself.
    public Threads quietly() {
        return new Threads(number, Progress.SILENT);
    }

    /// Tells the listener how far work has come.
    ///
    /// @throws CancellationException when the listener says stop, or the calling thread is interrupted
    public void reached(long done, long total) {
        if (Thread.currentThread().isInterrupted() || !progress.advanced(done, total)) {
            throw new CancellationException("Stopped after " + done + " of " + total + " steps");
        }
    }

    private synchronized void report(AtomicInteger done, int steps) {
        reached(done.incrementAndGet(), steps);
    }
}
