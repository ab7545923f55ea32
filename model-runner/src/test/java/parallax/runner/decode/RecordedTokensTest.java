package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.decode.graph.Adapter;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;

/// Tokens recorded once hold on every processor only where the graph computes with fp32 and the best
/// token leads clearly. What processors compute from quantised weights differs (AVX2, AVX-512, VNNI),
/// so that no token and no text of such a graph is recorded anywhere.
class RecordedTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Path> FOLDERS = List.of(Path.of("src/test/resources"), Path.of("demo-model"));

    /// Under any of these names a file holds what a model wrote.
    private static final Set<String> RECORDED = Set.of("token_ids", "output_ids", "tokens", "reply");

    /// fp32 logits of these models differ by less than 1e-4 between processors.
    private static final double CLEAR_LEAD = 1e-3;

    static List<Path> recordings() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                    if (lines(file).stream().anyMatch(RecordedTokensTest::isRecorded)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static boolean isRecorded(JsonNode line) {
        return RECORDED.stream().anyMatch(line::has);
    }

    /// The model that wrote it lies in the same folder, or in `model` beside it.
    private static ModelFolder model(Path recording) {
        Path beside = recording.resolveSibling("model");
        return ModelFolder.open(Files.isDirectory(beside) ? beside : Objects.requireNonNull(recording.getParent()));
    }

    private static List<String> objections(JsonNode header, ModelFolder model) {
        List<String> objections = new ArrayList<>();
        if (!header.path("weights").asText().equals(model.precision())) {
            objections.add("its first line must say that the weights are " + model.precision());
        }
        if (!header.path("computed_in").asText().equals("fp32") || !computesInFp32(model)) {
            objections.add("it was not computed in fp32, so other processors write other tokens");
        }
        return objections;
    }

    /// fp16 weights may be widened when the graph is loaded; a cache or logits of fp16 show that they
    /// are not.
    private static boolean computesInFp32(ModelFolder model) {
        return Set.of("fp32", "fp16").contains(model.precision())
                && model.shape().cacheType() == ElementType.FLOAT
                && model.graph()
                        .output("logits")
                        .map(OnnxGraph.Value::elementType)
                        .equals(Optional.of(ElementType.FLOAT));
    }

    @Test
    void there_are_recordings() throws IOException {
        assertTrue(recordings().size() >= 9, recordings().toString());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void only_tokens_computed_in_fp32_are_recorded(Path recording) throws IOException {
        assertEquals(List.of(), objections(lines(recording).getFirst(), model(recording)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-int8", "llama-int4", "llama-nbits8", "llama-fp16"})
    void a_recording_of_a_quantised_graph_is_refused_whatever_it_says_of_itself(String fixture) {
        ModelFolder model = ModelFolder.open(Fixtures.model(fixture));
        ObjectNode header = JSON.createObjectNode();
        assertEquals(2, objections(header, model).size());
        header.put("weights", model.precision()).put("computed_in", "fp32");
        assertEquals(1, objections(header, model).size());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_recorded_token_leads_clearly(Path recording) throws IOException {
        ModelFolder model = model(recording);
        int end = model.text().endTokens().iterator().next();
        try (Adapter adapter = Adapter.open(Fixtures.model("llama-lora").resolve("tone.onnx_adapter"));
                RuntimeReference reference = recording.endsWith("golden-adapted.jsonl")
                        ? RuntimeReference.open(model.graphFile(), adapter)
                        : RuntimeReference.open(model.graphFile())) {
            for (JsonNode line : lines(recording)) {
                if (isRecorded(line)) {
                    List<Integer> tokens =
                            numbers(line.has("token_ids") ? line.get("token_ids") : line.get("output_ids"));
                    int[] prompt = numbers(line.get("input_ids")).stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
                    boolean switches = !model.graph().choices().switches().isEmpty();
                    List<RuntimeReference.Step> steps = switches
                            ? reference.greedyAnew(prompt, tokens.size(), end)
                            : reference.greedy(prompt, tokens.size(), end);
                    assertEquals(
                            tokens,
                            steps.stream().map(RuntimeReference.Step::token).toList());
                    for (RuntimeReference.Step step : steps) {
                        assertTrue(step.lead() >= CLEAR_LEAD, recording + ": a lead of " + step.lead());
                    }
                }
            }
        }
    }

    private static List<Integer> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
