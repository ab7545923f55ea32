package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// The same model in the folders that different exporters make.
class LayoutsTest {
    @TempDir
    Path folder;

    private static void writesTransformersTokens(ModelFolder model, String fixture) {
        try (OnnxEngine engine =
                OnnxEngine.open(model, EngineOptions.defaults().withSlots(2).withThreads(1))) {
            for (Fixtures.Golden golden : Fixtures.golden(fixture)) {
                var pending = engine.submit(
                        Fixtures.greedy(0, golden.ids(), golden.tokens().size()));
                assertEquals(golden.tokens(), Fixtures.tokens(pending));
            }
        }
    }

    private void copy(String fixture, String file, String as) throws IOException {
        Path target = folder.resolve(as);
        Files.createDirectories(target.getParent());
        Files.copy(Fixtures.model(fixture).resolve(file), target);
    }

    /// As onnxruntime-genai's builder writes it: everything about the graph stands in genai_config.json.
    @Test
    void the_builders_layout() throws IOException {
        copy("llama", "model.onnx", "decoder.onnx");
        Files.writeString(folder.resolve("genai_config.json"), """
                {"model": {"type": "llama", "context_length": 128, "vocab_size": 64, "eos_token_id": [63],
                  "decoder": {"filename": "decoder.onnx", "head_size": 16, "num_key_value_heads": 1,
                    "inputs": {"input_ids": "input_ids", "attention_mask": "attention_mask"}}}}""");
        ModelFolder model = ModelFolder.open(folder);
        assertEquals("decoder.onnx", model.graphFile().getFileName().toString());
        assertEquals(128, model.shape().contextLength());
        assertTrue(model.text().endTokens().contains(63));
        writesTransformersTokens(model, "llama");
    }

    /// As onnx-community publishes it: several graphs in one folder.
    @Test
    void a_variant_is_chosen_by_its_name() throws IOException {
        copy("llama", "config.json", "config.json");
        copy("llama", "generation_config.json", "generation_config.json");
        copy("llama", "model.onnx", "onnx/model.onnx");
        copy("llama-int4", "model.onnx", "onnx/model_q4.onnx");
        ModelFolder usual = ModelFolder.open(folder);
        ModelFolder quantised = ModelFolder.open(folder, "model_q4");
        assertEquals("fp32", usual.precision());
        assertEquals("int4", quantised.precision());
        writesTransformersTokens(usual, "llama");
        try (RuntimeReference reference =
                        RuntimeReference.open(Fixtures.model("llama-int4").resolve("model.onnx"));
                OnnxEngine engine = OnnxEngine.open(
                        quantised, EngineOptions.defaults().withSlots(2).withThreads(1))) {
            reference.assertAgrees(engine, "model_q4");
        }
        ModelFolderException none =
                assertThrows(ModelFolderException.class, () -> ModelFolder.open(folder, "model_fp16"));
        assertTrue(
                String.valueOf(none.getMessage()).contains("no variant \"model_fp16\"; there are: model, model_q4"),
                none::toString);
    }
}
