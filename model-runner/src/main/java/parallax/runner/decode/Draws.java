package parallax.runner.decode;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Draws the tokens of a step, rows side by side on as many threads as the model runs on: each draw reads
/// a row of the whole vocabulary.
final class Draws implements AutoCloseable {
    private final SlotDecoder decoder;
    private final EngineTimes times;
    private final ExecutorService threads;
    private final ThreadLocal<Workspace> workspaces;

    private record Workspace(float[] row, Candidates candidates) {}

    Draws(SlotDecoder decoder, int vocabulary, int threads, EngineTimes times) {
        this.decoder = decoder;
        this.times = times;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("draw-", 0).factory());
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(new float[vocabulary], new Candidates()));
    }

    /// From each slot's row of the last decode a token, or why there is none; all of them done.
    List<Future<Integer>> of(List<Slot> slots) {
        List<Callable<Integer>> draws =
                slots.stream().<Callable<Integer>>map(slot -> () -> drawn(slot)).toList();
        long started = System.nanoTime();
        try {
            if (draws.size() == 1) {
                // waking another thread would take longer
                FutureTask<Integer> only = new FutureTask<>(draws.getFirst());
                only.run();
                return List.of(only);
            }
            return threads.invokeAll(draws);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing tokens", e);
        } finally {
            times.addSampling(System.nanoTime() - started);
        }
    }

    /// A reply's first token, from the logits behind its prompt, on the calling thread.
    int first(Sample sample, float[] logits) {
        long started = System.nanoTime();
        try {
            return sample.drawn(logits, workspaces.get().candidates());
        } finally {
            times.addSampling(System.nanoTime() - started);
        }
    }

    private int drawn(Slot slot) {
        Workspace workspace = workspaces.get();
        decoder.logits(slot.index(), workspace.row());
        return slot.sample().orElseThrow().drawn(workspace.row(), workspace.candidates());
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
