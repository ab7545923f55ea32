package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.LengthSwitch;

/// A long-rope model whose factors change behind 32 tokens, against transformers, which computes every
/// token from nothing. The graph chooses factors for a whole run, by the width of the attention mask.
class LongRopeTest {
    private static final String MODEL = "phi3-longrope";

    static Stream<Arguments> every_path_and_chunk() {
        return Stream.of(EngineOptions.TensorPath.values())
                .flatMap(path -> Stream.of(4, 8, 32, 33, 512).map(chunk -> Arguments.of(path, chunk)));
    }

    private static OnnxEngine open(int slots, EngineOptions.TensorPath path, int chunk) {
        EngineOptions options = EngineOptions.defaults()
                .withSlots(slots)
                .withThreads(1)
                .withMemory(path)
                .withPrefillChunk(chunk);
        return OnnxEngine.open(ModelFolder.open(Fixtures.model(MODEL)), options);
    }

    private static void assertGolden(Fixtures.Golden golden, PendingGeneration pending) {
        assertEquals(
                golden.tokens(),
                Fixtures.tokens(pending),
                "a prompt of " + golden.prompt().size());
    }

    @Test
    void the_graphs_switch_is_found() {
        assertEquals(
                List.of(new LengthSwitch(32, true)),
                ModelFolder.open(Fixtures.model(MODEL)).graph().choices().switches());
        assertEquals(
                List.of(new LengthSwitch(32, false)),
                ModelFolder.open(Fixtures.model(MODEL + "-appending"))
                        .graph()
                        .choices()
                        .switches());
        assertEquals(
                List.of(),
                ModelFolder.open(Fixtures.model("llama-merged"))
                        .graph()
                        .choices()
                        .switches());
    }

    @ParameterizedTest
    @MethodSource("every_path_and_chunk")
    void prompts_beyond_the_switch_and_replies_across_it_equal_transformers_alone(
            EngineOptions.TensorPath path, int chunk) {
        try (OnnxEngine engine = open(1, path, chunk)) {
            for (Fixtures.Golden golden : Fixtures.golden(MODEL)) {
                GenerationRequest request = new GenerationRequest(
                        0,
                        0,
                        new ModelInput.TokenIds(golden.ids()),
                        SamplerSettings.greedy(24),
                        0,
                        GenerationRequest.Batching.ALONE);
                assertGolden(golden, engine.submit(request));
            }
        }
    }

    /// Short and long ones in any order share slots; what they hold is lent to others on its own side
    /// alone.
    @ParameterizedTest
    @MethodSource("every_path_and_chunk")
    void neighbours_on_the_other_side_change_nothing(EngineOptions.TensorPath path, int chunk) {
        try (OnnxEngine engine = open(4, path, chunk)) {
            for (int seed = 0; seed < 6; seed++) {
                List<Fixtures.Golden> asked = new ArrayList<>(Fixtures.golden(MODEL));
                asked.addAll(Fixtures.golden(MODEL));
                java.util.Collections.shuffle(asked, new java.util.Random(seed));
                List<PendingGeneration> pending = asked.stream()
                        .map(golden -> engine.submit(Fixtures.greedy(0, golden.ids(), 24)))
                        .toList();
                for (int i = 0; i < asked.size(); i++) {
                    assertGolden(asked.get(i), pending.get(i));
                }
            }
            assertTrue(engine.times().totals().prefillTokens() > 0);
        }
    }

    /// A graph that cannot be told on which side it is goes as far as its first side, one at a time.
    @Test
    void a_graph_that_switches_by_position_ends_at_its_switch_and_says_so() {
        EngineOptions options =
                EngineOptions.defaults().withSlots(4).withThreads(1).withPrefillChunk(8);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model(MODEL + "-appending")), options)) {
            assertEquals(32, engine.maxContext());
            assertTrue(engine.notice().contains("32 tokens"), engine.notice());
            List<Fixtures.Golden> goldens = Fixtures.golden(MODEL + "-appending");
            List<PendingGeneration> pending = goldens.stream()
                    .map(golden -> engine.submit(Fixtures.greedy(0, golden.ids(), 24)))
                    .toList();
            for (int i = 0; i < goldens.size(); i++) {
                int room = 32 - goldens.get(i).prompt().size();
                if (room <= 0) {
                    assertInstanceOf(Outcome.Failed.class, pending.get(i).await());
                } else {
                    assertEquals(
                            goldens.get(i).tokens().subList(0, Math.min(24, room)), Fixtures.tokens(pending.get(i)));
                }
            }
        }
    }
}
