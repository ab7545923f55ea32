package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.runner.PendingGeneration;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// LoRA adapters against transformers with the adapter merged into the weights.
class AdapterTest {
    private static final Path MODEL = Fixtures.model("llama-lora");
    private static final Path ADAPTER = MODEL.resolve("tone.onnx_adapter");

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "PINNED"})
    void an_adapter_gives_the_tokens_of_the_merged_weights(EngineOptions.TensorPath path) {
        EngineOptions options = EngineOptions.defaults()
                .withSlots(3)
                .withThreads(1)
                .withMemory(path)
                .withAdapter(ADAPTER);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(MODEL), options)) {
            List<Fixtures.Golden> goldens = Fixtures.golden("llama-lora", "golden-adapted.jsonl");
            List<PendingGeneration> pending = goldens.stream()
                    .map(golden -> engine.submit(Fixtures.greedy(0, golden.ids(), 24)))
                    .toList();
            for (int i = 0; i < goldens.size(); i++) {
                assertEquals(goldens.get(i).tokens(), Fixtures.tokens(pending.get(i)));
            }
            String digest = Objects.requireNonNull(
                    Fixtures.generated(pending.getFirst()).provenance().origin().adapterDigest());
            assertTrue(digest.startsWith("sha256:"));
        }
    }

    /// ONNX Runtime 1.29 runs a bound graph as if there were no adapter, and says nothing.
    @Test
    void io_binding_with_an_adapter_is_refused() {
        EngineOptions options = EngineOptions.defaults().withAdapter(ADAPTER);
        assertThrows(IllegalArgumentException.class, () -> options.withMemory(EngineOptions.TensorPath.IO_BINDING));
    }

    @Test
    void without_the_adapter_the_model_is_the_plain_one_also_beside_an_adapted_session() {
        ModelFolder folder = ModelFolder.open(MODEL);
        EngineOptions plain = EngineOptions.defaults().withSlots(2).withThreads(1);
        try (OnnxEngine adapted = OnnxEngine.open(folder, plain.withAdapter(ADAPTER));
                OnnxEngine engine = OnnxEngine.open(folder, plain)) {
            for (Fixtures.Golden golden : Fixtures.golden("llama-lora")) {
                PendingGeneration other = adapted.submit(Fixtures.greedy(0, golden.ids(), 24));
                PendingGeneration own = engine.submit(Fixtures.greedy(0, golden.ids(), 24));
                assertEquals(golden.tokens(), Fixtures.tokens(own));
                assertNotEquals(Fixtures.tokens(own), Fixtures.tokens(other));
            }
        }
    }

    @Test
    void an_adapter_that_does_not_fit_is_refused_in_words() {
        EngineOptions missing = EngineOptions.defaults().withAdapter(MODEL.resolve("none.onnx_adapter"));
        EngineOptions noAdapter = EngineOptions.defaults().withAdapter(MODEL.resolve("config.json"));
        EngineOptions foreign = EngineOptions.defaults().withAdapter(ADAPTER);
        assertThrows(ModelFolderException.class, () -> OnnxEngine.open(ModelFolder.open(MODEL), missing));
        assertThrows(ModelFolderException.class, () -> OnnxEngine.open(ModelFolder.open(MODEL), noAdapter));
        assertThrows(
                ModelFolderException.class, () -> OnnxEngine.open(ModelFolder.open(Fixtures.model("llama")), foreign));
    }
}
