package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.ElementType;

/// The number formats people ship, against what ONNX Runtime by itself generates from the same file in
/// the same process. Processors differ in what they compute from quantised weights, so nothing recorded
/// elsewhere would do.
class QuantisedModelsTest {
    @ParameterizedTest
    @CsvSource({"llama, fp32", "llama-fp16, fp16", "llama-int8, int8", "llama-nbits8, int8", "llama-int4, int4"})
    void the_precision_is_named_by_what_reads_the_weights(String model, String precision) {
        assertEquals(precision, ModelFolder.open(Fixtures.model(model)).precision());
    }

    @Test
    void a_cache_of_half_precision_takes_half_the_bytes() {
        ModelFolder half = ModelFolder.open(Fixtures.model("llama-fp16"));
        assertEquals(ElementType.FLOAT16, half.shape().cacheType());
        assertEquals(128, half.shape().cacheBytesPerToken());
    }

    /// The table of embeddings, 64 × 32 numbers of 4 bytes, is looked up and not read.
    @Test
    void embeddings_are_not_among_the_bytes_read_per_token() {
        var graph = ModelFolder.open(Fixtures.model("llama-int4")).graph();
        assertTrue(graph.weights().tableBytes() >= 64 * 32 * 4, graph.weights().tableBytes() + " bytes of tables");
        assertTrue(graph.bytesReadPerToken() < graph.weightBytes() - 64 * 32 * 4 + 1);
    }

    static Stream<Arguments> every_format_and_path() {
        return Stream.of("llama-fp16", "llama-int8", "llama-nbits8", "llama-int4")
                .flatMap(model -> Stream.of(EngineOptions.TensorPath.values()).map(path -> Arguments.of(model, path)));
    }

    @ParameterizedTest
    @MethodSource("every_format_and_path")
    void one_request_at_a_time_equals_onnxruntime_itself(String model, EngineOptions.TensorPath path) {
        assertAgrees(model, path, 1);
    }

    /// These formats treat every row by itself. Dynamic int8 does not: its neighbours move its scale.
    @ParameterizedTest
    @MethodSource("every_format_and_path")
    void full_batches_equal_it_too_where_rows_are_quantised_one_by_one(String model, EngineOptions.TensorPath path) {
        if (!model.equals("llama-int8")) {
            assertAgrees(model, path, 4);
        }
    }

    private static void assertAgrees(String model, EngineOptions.TensorPath path, int slots) {
        ModelFolder folder = ModelFolder.open(Fixtures.model(model));
        EngineOptions options =
                EngineOptions.defaults().withSlots(slots).withThreads(1).withMemory(path);
        try (RuntimeReference reference = RuntimeReference.open(folder.graphFile());
                OnnxEngine engine = OnnxEngine.open(folder, options)) {
            reference.assertAgrees(engine, model);
        }
    }
}
