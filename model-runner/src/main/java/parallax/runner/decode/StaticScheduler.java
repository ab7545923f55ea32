package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.runner.model.ModelFolder;

/// Compatibility mode for graphs whose cache grows by appending: a batch starts together and the next one
/// waits until its last reply is written.
final class StaticScheduler implements Scheduler {
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final ModelFolder folder;
    private final int rows;
    private final int chunk;
    private final Origin origin;
    private final EngineTimes times;
    private final Candidates candidates = new Candidates();
    private List<Sample> samples = List.of();
    private @Nullable AppendingBatch batch;

    /// @param rows the most requests that run together
    /// @param chunk the most columns read in one run
    StaticScheduler(
            OrtSession session,
            OrtSession.RunOptions runOptions,
            ModelFolder folder,
            int rows,
            int chunk,
            Origin origin,
            EngineTimes times) {
        this.session = session;
        this.runOptions = runOptions;
        this.folder = folder;
        this.rows = rows;
        this.chunk = chunk;
        this.origin = origin;
        this.times = times;
    }

    @Override
    public boolean step(RequestQueue queue) {
        try {
            if (batch == null) {
                start(queue);
            } else {
                next(batch, queue);
            }
        } catch (OrtException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            samples.stream().filter(sample -> !sample.isFinished()).toList().forEach(sample -> {
                sample.fail("the model run failed: " + reason);
                queue.finished();
            });
        }
        if (samples.stream().allMatch(Sample::isFinished)) {
            endBatch();
        }
        return batch != null;
    }

    private void start(RequestQueue queue) throws OrtException {
        samples = takeTogether(queue);
        if (samples.isEmpty()) {
            return;
        }
        samples.forEach(sample -> sample.start(0));
        int longest = samples.stream()
                .mapToInt(sample -> sample.promptIds().length)
                .max()
                .orElseThrow();
        int[] padding = samples.stream()
                .mapToInt(sample -> longest - sample.promptIds().length)
                .toArray();
        AppendingBatch fresh = new AppendingBatch(session, runOptions, folder, padding);
        batch = fresh;
        float[][] logits = {};
        while (fresh.length() < longest) {
            logits = fresh.read(columns(padding, fresh.length(), Math.min(fresh.length() + chunk, longest)));
        }
        advance(logits, queue);
    }

    private List<Sample> takeTogether(RequestQueue queue) {
        List<Sample> taken = new ArrayList<>();
        while (taken.size() < rows && !queue.isEmpty()) {
            boolean alone = queue.peek().orElseThrow().runsAlone();
            if (alone && !taken.isEmpty()) {
                break;
            }
            taken.add(queue.take());
            if (alone) {
                break;
            }
        }
        return taken;
    }

    /// Columns of the left-padded prompts [rows][to − from].
    private int[][] columns(int[] padding, int from, int to) {
        int[][] ids = new int[samples.size()][to - from];
        for (int row = 0; row < ids.length; row++) {
            int[] prompt = samples.get(row).promptIds();
            for (int column = Math.max(from, padding[row]); column < to; column++) {
                ids[row][column - from] = prompt[column - padding[row]];
            }
        }
        return ids;
    }

    private void next(AppendingBatch running, RequestQueue queue) throws OrtException {
        samples.stream()
                .filter(sample -> sample.isCancelled() && !sample.isFinished())
                .toList()
                .forEach(sample -> {
                    sample.cancel();
                    deliver(sample, queue);
                });
        if (samples.stream().allMatch(Sample::isFinished)) {
            return;
        }
        int[][] ids = samples.stream()
                .map(sample -> new int[] {sample.isFinished() ? 0 : sample.lastToken()})
                .toArray(int[][]::new);
        advance(running.read(ids), queue);
    }

    private void advance(float[][] logits, RequestQueue queue) {
        for (int row = 0; row < samples.size(); row++) {
            Sample sample = samples.get(row);
            if (sample.isFinished()) {
                continue;
            }
            try {
                long started = System.nanoTime();
                int token = sample.drawn(logits[row], candidates);
                times.addSampling(System.nanoTime() - started);
                sample.write(token);
            } catch (RuntimeException e) {
                sample.fail(String.valueOf(e.getMessage()));
                queue.finished();
                continue;
            }
            if (sample.isFinished()) {
                deliver(sample, queue);
            }
        }
    }

    private void deliver(Sample sample, RequestQueue queue) {
        sample.deliver(origin, sample.runsAlone() ? "alone" : "static");
        queue.finished();
    }

    private void endBatch() {
        if (batch != null) {
            batch.close();
        }
        batch = null;
        samples = List.of();
    }

    @Override
    public void cancelAll(RequestQueue queue) {
        samples.stream().filter(sample -> !sample.isFinished()).toList().forEach(sample -> {
            sample.cancel();
            deliver(sample, queue);
        });
        endBatch();
    }

    @Override
    public void close() {
        endBatch();
    }
}
