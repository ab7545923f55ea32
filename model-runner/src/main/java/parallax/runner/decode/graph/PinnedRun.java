package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Through the public Java API: the same tensor is given as past and as present, so the graph writes
/// into the cache in place, and logits go into a buffer made beforehand.
final class PinnedRun implements GraphRun {
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final GraphTensors tensors;
    private final KvCache cache;
    private final CacheViews views;

    PinnedRun(OrtSession session, OrtSession.RunOptions runOptions, GraphTensors tensors, KvCache cache) {
        this.session = session;
        this.runOptions = runOptions;
        this.tensors = tensors;
        this.cache = cache;
        this.views = new CacheViews(cache, tensors);
    }

    @Override
    public long run(StepInputs step, int firstSlot, LogitsBuffer logits, int logitsRows) throws OrtException {
        Map<String, OnnxTensor> view = views.of(firstSlot, step.rows());
        long[] logitsShape = {step.rows(), logitsRows, logits.vocabulary()};
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OnnxTensor logitsTensor = tensors.logits(logits.rows(step.rows() * logitsRows), logitsShape)) {
            tensors.put(inputs, step);
            Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
            Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
            outputs.put("logits", logitsTensor);
            for (int tensor = 0; tensor < cache.tensors(); tensor++) {
                OnnxTensor shared = view.get(GraphTensors.pastName(tensor));
                all.put(GraphTensors.pastName(tensor), shared);
                outputs.put(GraphTensors.presentName(tensor), shared);
            }
            long started = System.nanoTime();
            session.run(all, Set.of(), outputs, runOptions).close();
            return System.nanoTime() - started;
        } finally {
            GraphTensors.close(inputs);
        }
    }

    @Override
    public void forget() {
        views.forget();
    }
}
