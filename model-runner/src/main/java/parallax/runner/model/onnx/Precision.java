package parallax.runner.model.onnx;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Names the number format of a graph's weights.
final class Precision {
    private Precision() {}

    static String of(OnnxGraph graph) {
        Optional<Integer> blockBits = graph.weights().blockBits().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        if (blockBits.isPresent()) {
            return "int" + blockBits.get();
        }
        if (graph.uses("DynamicQuantizeMatMul") || graph.uses("MatMulInteger") || graph.uses("DynamicQuantizeLinear")) {
            return "int8";
        }
        if (graph.uses("DequantizeLinear")) {
            return "int8";
        }
        return graph.weights().bytesByType().entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(entry -> ElementType.name(entry.getKey()))
                .orElse("unknown");
    }
}
