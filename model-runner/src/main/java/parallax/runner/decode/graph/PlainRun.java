package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// Through the public Java API without pinned outputs: results are fetched and copied into the cache.
final class PlainRun implements GraphRun {
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final GraphTensors tensors;
    private final KvCache cache;
    private final CacheViews views;

    PlainRun(OrtSession session, OrtSession.RunOptions runOptions, GraphTensors tensors, KvCache cache) {
        this.session = session;
        this.runOptions = runOptions;
        this.tensors = tensors;
        this.cache = cache;
        this.views = new CacheViews(cache, tensors);
    }

    @Override
    public long run(StepInputs step, int firstSlot, LogitsBuffer logits, int logitsRows) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            tensors.put(inputs, step);
            Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
            all.putAll(views.of(firstSlot, step.rows()));
            long started = System.nanoTime();
            try (OrtSession.Result result = session.run(all, runOptions)) {
                long ns = System.nanoTime() - started;
                logits.rows(step.rows() * logitsRows)
                        .put(((OnnxTensor) result.get("logits").orElseThrow()).getByteBuffer());
                for (int tensor = 0; tensor < cache.tensors(); tensor++) {
                    OnnxTensor present = (OnnxTensor)
                            result.get(GraphTensors.presentName(tensor)).orElseThrow();
                    cache.view(tensor, firstSlot, step.rows())
                            .copyFrom(MemorySegment.ofBuffer(present.getByteBuffer()));
                }
                return ns;
            }
        } finally {
            GraphTensors.close(inputs);
        }
    }

    @Override
    public void forget() {
        views.forget();
    }
}
