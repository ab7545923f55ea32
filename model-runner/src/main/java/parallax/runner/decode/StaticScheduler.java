package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.decode.graph.AppendingBatch;
import parallax.runner.decode.graph.OnnxEnvironment;
import parallax.runner.decode.sampling.Candidates;
import parallax.runner.model.ModelFolder;

/// Compatibility mode for graphs whose cache grows by appending: the requests of a batch start
/// together, and the next batch waits until the last reply of this one is written.
final class StaticScheduler implements Scheduler {
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final ModelFolder folder;
    private final int rows;
    private final int chunk;
    private final EngineTimes times;
    private final Candidates candidates = new Candidates();
    private final List<ReplyInProgress> replies = new ArrayList<>();
    private int[] padding = {};
    private int promptColumns;
    private @Nullable AppendingBatch batch;

    /// @param rows the most requests that run together
    /// @param chunk the most columns read in one run
    StaticScheduler(
            OrtSession session,
            OrtSession.RunOptions runOptions,
            ModelFolder folder,
            int rows,
            int chunk,
            EngineTimes times) {
        this.session = session;
        this.runOptions = runOptions;
        this.folder = folder;
        this.rows = rows;
        this.chunk = chunk;
        this.times = times;
    }

    @Override
    public boolean step(RequestQueue queue) throws OrtException {
        AppendingBatch running = batch == null ? start(queue) : batch;
        dropCancelled(queue);
        if (running != null && !isFinished()) {
            advance(running, queue);
        }
        if (isFinished()) {
            endBatch();
        }
        return batch != null;
    }

    private boolean isFinished() {
        return replies.stream().allMatch(ReplyInProgress::isFinished);
    }

    private @Nullable AppendingBatch start(RequestQueue queue) {
        takeTogether(queue);
        if (replies.isEmpty()) {
            return null;
        }
        replies.forEach(reply -> reply.start("static"));
        promptColumns = replies.stream()
                .mapToInt(reply -> reply.promptIds().length)
                .max()
                .orElseThrow();
        padding = replies.stream()
                .mapToInt(reply -> promptColumns - reply.promptIds().length)
                .toArray();
        batch = new AppendingBatch(session, runOptions, folder, padding);
        return batch;
    }

    private void takeTogether(RequestQueue queue) {
        while (replies.size() < rows) {
            ReplyInProgress next = queue.peek().orElse(null);
            if (next == null || (next.runsAlone() && !replies.isEmpty())) {
                return;
            }
            replies.add(queue.take());
            if (next.runsAlone()) {
                return;
            }
        }
    }

    private void dropCancelled(RequestQueue queue) {
        for (ReplyInProgress reply : replies) {
            if (reply.isCancelled() && !reply.isFinished()) {
                reply.cancel();
                queue.finish(reply);
            }
        }
    }

    /// Reads a chunk of the prompts, or the last tokens, and draws the next tokens once the prompts are
    /// read.
    private void advance(AppendingBatch running, RequestQueue queue) throws OrtException {
        int from = running.length();
        if (from >= promptColumns) {
            draw(running.read(lastTokens()), queue);
            return;
        }
        int to = Math.min(from + chunk, promptColumns);
        float[][] logits = running.read(columns(from, to));
        if (to == promptColumns) {
            draw(logits, queue);
        }
    }

    private int[][] lastTokens() {
        return replies.stream()
                .map(reply -> new int[] {reply.isFinished() ? 0 : reply.lastToken()})
                .toArray(int[][]::new);
    }

    /// Columns of the left-padded prompts `[rows][to − from]`.
    private int[][] columns(int from, int to) {
        int[][] ids = new int[replies.size()][to - from];
        for (int row = 0; row < ids.length; row++) {
            int[] prompt = replies.get(row).promptIds();
            for (int column = Math.max(from, padding[row]); column < to; column++) {
                ids[row][column - from] = prompt[column - padding[row]];
            }
        }
        return ids;
    }

    private void draw(float[][] logits, RequestQueue queue) {
        for (int row = 0; row < replies.size(); row++) {
            ReplyInProgress reply = replies.get(row);
            if (reply.isFinished()) {
                continue;
            }
            try {
                long started = System.nanoTime();
                int token = reply.drawn(logits[row], candidates);
                times.addSampling(System.nanoTime() - started);
                reply.write(token);
            } catch (RuntimeException e) {
                reply.fail(OnnxEnvironment.reason(e));
            }
            if (reply.isFinished()) {
                queue.finish(reply);
            }
        }
    }

    private void endBatch() {
        replies.clear();
        AppendingBatch ended = batch;
        batch = null;
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void endAll(RequestQueue queue, Consumer<ReplyInProgress> ending) {
        for (ReplyInProgress reply : replies) {
            if (!reply.isFinished()) {
                ending.accept(reply);
                queue.finish(reply);
            }
        }
        endBatch();
    }

    @Override
    public void close() {
        endBatch();
    }
}
