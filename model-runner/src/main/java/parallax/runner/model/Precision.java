package parallax.runner.model;

import java.util.Comparator;
import java.util.Map;

/// Names the number format of a graph's weights.
final class Precision {
    private Precision() {}

    static String of(OnnxGraph graph) {
        if (graph.uses("MatMulNBits") || graph.uses("GatherBlockQuantized")) {
            return "int4";
        }
        if (graph.uses("DynamicQuantizeMatMul") || graph.uses("MatMulInteger") || graph.uses("DynamicQuantizeLinear")) {
            return "int8";
        }
        if (graph.uses("DequantizeLinear")) {
            return "int8";
        }
        return graph.weightTypes().entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(entry -> ElementType.name(entry.getKey()))
                .orElse("unknown");
    }
}
