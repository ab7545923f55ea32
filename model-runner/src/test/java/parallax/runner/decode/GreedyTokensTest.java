package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.runner.PendingGeneration;
import parallax.runner.model.ModelFolder;

/// Greedy tokens against transformers' on the same random fp32 weights.
class GreedyTokensTest {
    static final List<String> SHARED =
            List.of("llama", "qwen2", "phi3", "mistral", "gemma", "phi3-longrope", "mistral-rolling");

    static Stream<Arguments> every_model_and_path() {
        return SHARED.stream()
                .flatMap(model -> Stream.of(EngineOptions.TensorPath.values()).map(path -> Arguments.of(model, path)));
    }

    @ParameterizedTest
    @MethodSource("every_model_and_path")
    void one_request_at_a_time_equals_transformers(String model, EngineOptions.TensorPath path) {
        EngineOptions options =
                EngineOptions.defaults().withSlots(1).withThreads(1).withMemory(path);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model(model)), options)) {
            int prompt = 0;
            for (Fixtures.Golden golden : Fixtures.golden(model)) {
                PendingGeneration pending = engine.submit(Fixtures.greedy(prompt++, golden.ids(), 24));
                assertEquals(golden.tokens(), Fixtures.tokens(pending), model + ", prompt " + golden.prompt());
            }
        }
    }

    /// More requests than slots, of different lengths and limits, some cancelled: every step joins or
    /// leaves.
    @ParameterizedTest
    @MethodSource("every_model_and_path")
    void ragged_batches_with_joins_and_leaves_equal_transformers(String model, EngineOptions.TensorPath path) {
        long seed = 20260117;
        Random random = new Random(seed);
        List<Fixtures.Golden> goldens = Fixtures.golden(model);
        EngineOptions options = EngineOptions.defaults()
                .withSlots(3)
                .withThreads(1)
                .withMemory(path)
                .withPrefillChunk(8);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model(model)), options)) {
            List<PendingGeneration> pending = new ArrayList<>();
            List<Fixtures.Golden> expected = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Fixtures.Golden golden = goldens.get(random.nextInt(goldens.size()));
                pending.add(engine.submit(Fixtures.greedy(i, golden.ids(), 1 + random.nextInt(24))));
                expected.add(golden);
                if (random.nextInt(8) == 0) {
                    pending.get(random.nextInt(pending.size())).cancel();
                }
            }
            for (int i = 0; i < pending.size(); i++) {
                List<Integer> tokens = Fixtures.tokens(pending.get(i));
                assertEquals(
                        expected.get(i).tokens().subList(0, tokens.size()), tokens, "seed " + seed + ", request " + i);
                if (!pending.get(i).isCancelled()) {
                    int limit = pending.get(i).request().sampler().maxTokens();
                    assertEquals(Math.min(limit, expected.get(i).tokens().size()), tokens.size());
                }
            }
        }
    }

    /// Compatibility mode: fixed, left-padded batches, prompts read in chunks. The merged graph reads its
    /// cache only when it is told that there is one.
    @ParameterizedTest
    @CsvSource({"llama-appending, 1", "llama-appending, 4", "llama-merged, 1", "llama-merged, 4"})
    void graphs_whose_cache_grows_equal_transformers(String model, int slots) {
        EngineOptions options =
                EngineOptions.defaults().withSlots(slots).withThreads(1).withPrefillChunk(8);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model(model)), options)) {
            List<Fixtures.Golden> goldens = Fixtures.golden(model);
            List<PendingGeneration> pending = goldens.stream()
                    .map(golden -> engine.submit(Fixtures.greedy(0, golden.ids(), 24)))
                    .toList();
            for (int i = 0; i < goldens.size(); i++) {
                assertEquals(goldens.get(i).tokens(), Fixtures.tokens(pending.get(i)), "prompt " + i);
            }
        }
    }
}
