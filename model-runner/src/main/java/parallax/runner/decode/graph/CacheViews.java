package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tensors over parts of the cache, made once for every range of slots that is used.
final class CacheViews {
    private final KvCache cache;
    private final GraphTensors tensors;
    private final Map<SlotRange, Map<String, OnnxTensor>> views = new HashMap<>();

    CacheViews(KvCache cache, GraphTensors tensors) {
        this.cache = cache;
        this.tensors = tensors;
    }

    /// Keys and values of some slots `[count, heads, capacity, headSize]`, by the names of the graph's
    /// inputs.
    Map<String, OnnxTensor> of(int first, int count) throws OrtException {
        SlotRange range = new SlotRange(first, count);
        Map<String, OnnxTensor> known = views.get(range);
        if (known != null) {
            return known;
        }
        Map<String, OnnxTensor> view = new LinkedHashMap<>();
        for (int tensor = 0; tensor < cache.tensors(); tensor++) {
            view.put(
                    GraphTensors.pastName(tensor),
                    tensors.cache(cache.view(tensor, first, count).asByteBuffer(), cache.viewShape(tensor, count)));
        }
        views.put(range, view);
        return view;
    }

    void forget() {
        views.values().forEach(GraphTensors::close);
        views.clear();
    }
}
