package parallax.runner.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.runner.model.onnx.Attention;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;
import parallax.runner.model.onnx.Weights;

/// Graphs that cannot be driven are refused when they are opened, not at every request.
class ShapeReaderTest {
    private static DecoderShape read(String attention, int logitsType, long heads, String... furtherInputs) {
        List<OnnxGraph.Value> inputs = new ArrayList<>();
        inputs.add(new OnnxGraph.Value("input_ids", ElementType.INT64, List.of(-1L, -1L)));
        List<OnnxGraph.Value> outputs = new ArrayList<>();
        outputs.add(new OnnxGraph.Value("logits", logitsType, List.of(-1L, -1L, 100L)));
        for (String part : List.of("key", "value")) {
            List<Long> dimensions = List.of(-1L, heads, -1L, 64L);
            inputs.add(new OnnxGraph.Value("past_key_values.0." + part, ElementType.FLOAT, dimensions));
            outputs.add(new OnnxGraph.Value("present.0." + part, ElementType.FLOAT, dimensions));
        }
        for (String name : furtherInputs) {
            inputs.add(new OnnxGraph.Value(name, ElementType.BOOL, List.of(1L)));
        }
        OnnxGraph graph = new OnnxGraph(
                inputs,
                outputs,
                Map.of(attention, 1),
                Map.of(),
                Set.of(),
                Weights.NONE,
                Attention.PLAIN,
                OnnxGraph.Choices.NONE);
        return new ShapeReader(graph, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode())
                .read();
    }

    private static String refusal(org.junit.jupiter.api.function.Executable reading) {
        return String.valueOf(assertThrows(ModelFolderException.class, reading).getMessage());
    }

    @Test
    void a_usual_graph_is_read() {
        assertEquals(
                CacheLayout.SHARED_BUFFER,
                read("GroupQueryAttention", ElementType.FLOAT16, 8).cacheLayout());
        assertTrue(read("Softmax", ElementType.FLOAT, 8, "use_cache_branch").hasCacheBranch());
    }

    @Test
    void logits_that_nothing_here_reads_are_refused() {
        assertTrue(refusal(() -> read("Softmax", ElementType.BFLOAT16, 8)).contains("logits are bf16"));
    }

    @Test
    void a_merged_graph_with_shared_buffers_is_refused() {
        assertTrue(refusal(() -> read("GroupQueryAttention", ElementType.FLOAT, 8, "use_cache_branch"))
                .contains("unmerged"));
    }

    /// 1 048 575 × 64 is beyond 2 to the power of 20, and far enough below that of 31; with 65 536
    /// numbers a head the product would wrap.
    @Test
    void a_cache_of_impossible_width_is_refused() {
        assertTrue(refusal(() -> read("GroupQueryAttention", ElementType.FLOAT, 1_048_575))
                .contains("numbers per token"));
    }
}
