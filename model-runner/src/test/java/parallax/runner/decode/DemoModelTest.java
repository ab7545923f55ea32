package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolder;

/// The demo model against its own golden file, which `demo-model/golden.py` writes with Python's tools.
class DemoModelTest {
    private static final Path MODEL = Path.of("demo-model/model");
    private static final Path GOLDEN = Path.of("demo-model/golden.jsonl");

    @Test
    void conversations_are_rendered_encoded_and_answered_as_in_python() throws Exception {
        assumeTrue(Files.exists(GOLDEN), "no golden file lies beside the demo model");
        ObjectMapper json = new ObjectMapper();
        List<String> lines = Files.readAllLines(GOLDEN);
        JsonNode header = json.readTree(lines.getFirst());
        assertEquals(
                "sha256:" + header.get("model_sha256").asText(),
                ContentDigest.ofFile(MODEL.resolve("model.onnx")),
                "the golden file was written for another model: run golden.py again");
        ModelFolder folder = ModelFolder.open(MODEL);
        try (OnnxEngine engine =
                        OnnxEngine.open(folder, EngineOptions.defaults().withSlots(4));
                PromptReader prompts = PromptReader.open(folder)) {
            List<PendingGeneration> pending = new ArrayList<>();
            List<JsonNode> goldens = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                JsonNode golden = json.readTree(line);
                ModelInput input = new ModelInput.Conversation(messages(golden.get("messages")));
                assertArrayEquals(
                        ints(golden.get("input_ids")),
                        prompts.ids(input),
                        golden.get("id").asText());
                SamplerSettings sampler =
                        SamplerSettings.greedy(header.get("max_tokens").asInt());
                pending.add(engine.submit(new GenerationRequest(goldens.size(), 0, input, sampler, 0)));
                goldens.add(golden);
            }
            for (int i = 0; i < goldens.size(); i++) {
                Outcome.Generated reply = Fixtures.generated(pending.get(i));
                assertArrayEquals(
                        ints(goldens.get(i).get("output_ids")),
                        reply.tokenIds(),
                        goldens.get(i).get("id").asText());
                assertEquals(goldens.get(i).get("text").asText(), reply.text());
            }
        }
    }

    private static List<Message> messages(JsonNode array) {
        List<Message> messages = new ArrayList<>();
        array.forEach(message -> messages.add(
                new Message(message.get("role").asText(), message.get("content").asText())));
        return messages;
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }
}
