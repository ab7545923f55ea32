package parallax.runner.decode.sampling;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Draws the tokens of a step side by side, on as many threads as the model runs on: each draw reads a
/// row of the whole vocabulary.
public final class TokenDraws implements AutoCloseable {
    private final ExecutorService threads;
    private final ThreadLocal<Workspace> workspaces;

    /// One token to be drawn.
    public interface Draw {
        /// @param row room for logits `[vocabulary]`
        /// @param candidates of the thread that draws
        int token(float[] row, Candidates candidates);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Workspace(float[] row, Candidates candidates) {}

    /// @param vocabulary how many tokens a model gives logits for
    public TokenDraws(int vocabulary, int threads) {
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("draw-", 0).factory());
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(new float[vocabulary], new Candidates()));
    }

    /// A token from each draw, or the reason why there is none. All draws have ended.
    public List<Future<Integer>> all(List<Draw> draws) {
        List<Callable<Integer>> tasks =
                draws.stream().<Callable<Integer>>map(draw -> () -> one(draw)).toList();
        if (tasks.size() == 1) {
            // waking another thread would take longer
            FutureTask<Integer> only = new FutureTask<>(tasks.getFirst());
            only.run();
            return List.of(only);
        }
        try {
            return threads.invokeAll(tasks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing tokens", e);
        }
    }

    /// A token from one draw, on the calling thread.
    public int one(Draw draw) {
        Workspace workspace = workspaces.get();
        return draw.token(workspace.row(), workspace.candidates());
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
