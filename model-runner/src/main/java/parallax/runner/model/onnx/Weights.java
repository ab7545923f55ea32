package parallax.runner.model.onnx;

import java.util.Map;

/// A graph's weights, counted.
///
/// @param bytesByType bytes per ONNX element type
/// @param tableBytes bytes that are only looked up, a row per token, such as embeddings
/// @param blockBits how many products have weights quantised in blocks (`MatMulNBits`), by bits per
///     weight
public record Weights(Map<Integer, Long> bytesByType, long tableBytes, Map<Integer, Integer> blockBits) {
    public static final Weights NONE = new Weights(Map.of(), 0, Map.of());

    public Weights {
        bytesByType = Map.copyOf(bytesByType);
        blockBits = Map.copyOf(blockBits);
    }

    public long bytes() {
        return bytesByType.values().stream().mapToLong(Long::longValue).sum();
    }
}
