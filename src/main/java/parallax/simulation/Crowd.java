package parallax.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// Several raters at work at the same time, and what they did so far.
final class Crowd {
    private final int threads;
    private final SimulatedRaters.Progress progress;
    private final BooleanSupplier over;
    private SimulatedRaters.Tally tally = SimulatedRaters.Tally.NOTHING;

    Crowd(int threads, SimulatedRaters.Progress progress, BooleanSupplier over) {
        this.threads = threads;
        this.progress = progress;
        this.over = over;
    }

    boolean isOver() {
        return over.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    synchronized SimulatedRaters.Tally tally() {
        return tally;
    }

    synchronized void add(SimulatedRaters.Tally more) {
        tally = tally.plus(more);
        progress.at(tally);
    }

    /// Lets each rater come by once.
    ///
    /// @param visit what a rater does; true if they would come again
    /// @return those who would come again
    List<Integer> round(List<Integer> raters, IntPredicate visit) {
        var queue = new ConcurrentLinkedQueue<>(raters);
        List<Integer> again = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> work(queue, visit, again)));
            }
            workers.forEach(Crowd::finish);
        }
        return again.stream().sorted().toList();
    }

    private void work(ConcurrentLinkedQueue<Integer> queue, IntPredicate visit, List<Integer> again) {
        try {
            for (Integer number = queue.poll(); number != null && !isOver(); number = queue.poll()) {
                if (visit.test(number)) {
                    again.add(number);
                }
                add(new SimulatedRaters.Tally(1, 0, 0));
            }
        } catch (RuntimeException failure) {
            // the others end after the rater at hand
            queue.clear();
            throw failure;
        }
    }

    private static void finish(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failure.getCause());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", told);
        }
    }
}
