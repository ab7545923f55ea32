package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;

/// A cache that moves to a larger place while replies are written. The demo model's context is the first
/// among the test models that is longer than the cache is at first (256 tokens).
class CacheGrowthTest {
    private static final int BEFORE_GROWTH = 250;
    private static final int BEYOND = 40;

    /// Ids of a conversation and Python's greedy reply, from `demo-model/golden.jsonl`.
    private record Golden(List<Integer> prompt, List<Integer> reply) {
        static List<Golden> all() throws IOException {
            ObjectMapper json = new ObjectMapper();
            List<Golden> goldens = new ArrayList<>();
            List<String> lines = Files.readAllLines(Path.of("demo-model/golden.jsonl"));
            for (String line : lines.subList(1, lines.size())) {
                JsonNode node = json.readTree(line);
                goldens.add(new Golden(numbers(node.get("input_ids")), numbers(node.get("output_ids"))));
            }
            return goldens;
        }

        private static List<Integer> numbers(JsonNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::asInt)
                    .toList();
        }
    }

    private static PendingGeneration submit(
            OnnxEngine engine, List<Integer> prompt, int tokens, GenerationRequest.Batching batching) {
        int[] ids = prompt.stream().mapToInt(Integer::intValue).toArray();
        return engine.submit(new GenerationRequest(
                0, 0, new ModelInput.TokenIds(ids), SamplerSettings.sampling(1.5, tokens), 7, batching));
    }

    @ParameterizedTest
    @EnumSource
    void replies_go_on_as_before_when_the_cache_moves_under_them(EngineOptions.TensorPath path) throws IOException {
        List<Golden> goldens = Golden.all();
        List<Integer> crossing = goldens.stream()
                .flatMap(golden -> golden.prompt().stream())
                .limit(BEFORE_GROWTH)
                .toList();
        EngineOptions options =
                EngineOptions.defaults().withSlots(4).withThreads(1).withMemory(path);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Path.of("demo-model/model")), options)) {
            List<PendingGeneration> beside = goldens.subList(0, 3).stream()
                    .map(golden -> engine.submit(Fixtures.greedy(
                            0,
                            golden.prompt().stream().mapToInt(Integer::intValue).toArray(),
                            96)))
                    .toList();
            PendingGeneration grows = submit(engine, crossing, BEYOND, GenerationRequest.Batching.SHARED);
            for (int i = 0; i < beside.size(); i++) {
                assertEquals(goldens.get(i).reply(), Fixtures.tokens(beside.get(i)));
            }
            // the cache is large by now
            PendingGeneration again = submit(engine, crossing, BEYOND, GenerationRequest.Batching.ALONE);
            try (RuntimeReference reference = RuntimeReference.open(Path.of("demo-model/model/model.onnx"))) {
                SameDraws.assertSame(
                        reference,
                        grows.request(),
                        Fixtures.generated(again).tokenIds(),
                        Fixtures.generated(grows).tokenIds(),
                        "the reply that crosses the growth");
            }
            assertTrue(BEFORE_GROWTH + Fixtures.tokens(grows).size() > 256, "the cache did not grow");
        }
    }
}
