package parallax.runner.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parallax.runner.model.ModelFolder;

/// Decodes through the public Java API: the same tensor is given as past and as present, so the graph writes into the
/// cache in place, and logits go into a buffer made beforehand.
final class PinnedDecoder implements SlotDecoder {
    private static final float[] NOT_READ = {};

    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final GraphTensors tensors;
    private final KvCache cache;
    private final LogitsBuffer logits;
    private final boolean lastRowOnly;
    private final boolean hasPositionIds;
    /// Cache tensors by the slots they cover: (first, count).
    private final Map<Long, Map<String, OnnxTensor>> views = new HashMap<>();

    PinnedDecoder(
            OrtSession session,
            OrtSession.RunOptions runOptions,
            ModelFolder folder,
            KvCache cache,
            GraphProbe.Found found) {
        this.session = session;
        this.runOptions = runOptions;
        this.tensors = new GraphTensors(folder.graph(), folder.shape());
        this.cache = cache;
        this.logits = new LogitsBuffer(found.vocabulary(), tensors.logitsType());
        this.lastRowOnly = found.lastRowOnly();
        this.hasPositionIds = folder.shape().hasPositionIds();
    }

    @Override
    public float[] prefill(int slot, int held, int[] ids) throws OrtException {
        int count = ids.length;
        long[] mask = new long[held + count];
        Arrays.fill(mask, 1);
        int rows = lastRowOnly ? 1 : count;
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            tensors.put(inputs, "input_ids", Arrays.stream(ids).asLongStream().toArray(), 1, count);
            tensors.put(inputs, "attention_mask", mask, 1, mask.length);
            if (hasPositionIds) {
                tensors.put(inputs, "position_ids", positions(held, count), 1, count);
            }
            run(inputs, slot, 1, rows, new long[] {1, rows, logits.vocabulary()});
        } finally {
            GraphTensors.close(inputs);
        }
        return logits.row(rows - 1);
    }

    private static long[] positions(int from, int count) {
        long[] positions = new long[count];
        Arrays.setAll(positions, i -> from + i);
        return positions;
    }

    @Override
    public float[][] decode(int[] tokens, int[] held) throws OrtException {
        int n = tokens.length;
        int width = Arrays.stream(held).max().orElse(0) + 1;
        long[] ids = new long[n];
        long[] mask = new long[n * width];
        long[] positions = new long[n];
        for (int row = 0; row < n; row++) {
            ids[row] = Math.max(tokens[row], 0);
            positions[row] = held[row];
            Arrays.fill(mask, row * width, row * width + held[row] + 1, 1);
        }
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            tensors.put(inputs, "input_ids", ids, n, 1);
            tensors.put(inputs, "attention_mask", mask, n, width);
            if (hasPositionIds) {
                tensors.put(inputs, "position_ids", positions, n, 1);
            }
            run(inputs, 0, n, n, new long[] {n, 1, logits.vocabulary()});
        } finally {
            GraphTensors.close(inputs);
        }
        float[][] rows = new float[n][];
        for (int row = 0; row < n; row++) {
            rows[row] = tokens[row] < 0 ? NOT_READ : logits.row(row);
        }
        return rows;
    }

    private void run(Map<String, OnnxTensor> inputs, int firstSlot, int slots, int rows, long[] logitsShape)
            throws OrtException {
        Map<String, OnnxTensor> view = view(firstSlot, slots);
        Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        for (int tensor = 0; tensor < cache.tensors(); tensor++) {
            OnnxTensor shared = view.get(GraphTensors.pastName(tensor));
            all.put(GraphTensors.pastName(tensor), shared);
            outputs.put(GraphTensors.presentName(tensor), shared);
        }
        try (OnnxTensor logitsTensor = tensors.logits(logits.rows(rows), logitsShape)) {
            outputs.put("logits", logitsTensor);
            session.run(all, Set.of(), outputs, runOptions).close();
        }
    }

    private Map<String, OnnxTensor> view(int first, int count) throws OrtException {
        long key = ((long) first << 32) | count;
        Map<String, OnnxTensor> known = views.get(key);
        if (known != null) {
            return known;
        }
        Map<String, OnnxTensor> view = new HashMap<>();
        for (int tensor = 0; tensor < cache.tensors(); tensor++) {
            ByteBuffer buffer = cache.view(tensor, first, count);
            view.put(GraphTensors.pastName(tensor), tensors.cache(buffer, cache.viewShape(tensor, count)));
        }
        views.put(key, view);
        return view;
    }

    @Override
    public void forget() {
        views.values().forEach(GraphTensors::close);
        views.clear();
    }

    @Override
    public void close() {
        forget();
    }
}
