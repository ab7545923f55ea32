package parallax.runner.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;

/// Tiny random models and what transformers 5 generates with them, made by
/// `src/test/fixtures-script/make_models.py`.
final class Fixtures {
    /// Ends a reply of every model here.
    static final int END_TOKEN = 63;

    /// Reads prompts of token ids, which nothing but their number of tokens ends.
    static final PromptReader IDS_ONLY = new PromptReader(null, null, "", null, TurnMarks.endedBy(Set.of()));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    /// A prompt and transformers' greedy continuation of it.
    record Golden(List<Integer> prompt, List<Integer> tokens, List<Double> firstLogprobs) {
        int[] ids() {
            return prompt.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    static Path model(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/fixtures/models/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Copies the model `llama` into a folder and adds a tokenizer, so that its replies are text.
    static ModelFolder copyWithTokenizer(Path folder) throws IOException {
        return copyWithTokenizer("llama", folder);
    }

    static ModelFolder copyWithTokenizer(String model, Path folder) throws IOException {
        for (String name : List.of("model.onnx", "config.json", "generation_config.json")) {
            Files.copy(model(model).resolve(name), folder.resolve(name));
        }
        Files.copy(Path.of("src/test/resources/fixtures/tokenizers/byte-level.json"), folder.resolve("tokenizer.json"));
        return ModelFolder.open(folder);
    }

    static List<Golden> golden(String name) {
        return golden(name, "golden.jsonl");
    }

    static List<Golden> golden(String name, String file) {
        try {
            return Files.readAllLines(model(name).resolve(file)).stream()
                    .skip(1) // what they were made with, see RecordedTokensTest
                    .map(Fixtures::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden line(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return new Golden(
                    numbers(node.get("input_ids")).map(JsonNode::asInt).toList(),
                    numbers(node.get("token_ids")).map(JsonNode::asInt).toList(),
                    numbers(node.get("first_logprobs")).map(JsonNode::asDouble).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.util.stream.Stream<JsonNode> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static GenerationRequest greedy(int prompt, int[] ids, int maxTokens) {
        return new GenerationRequest(prompt, 0, new ModelInput.TokenIds(ids), SamplerSettings.greedy(maxTokens), 0);
    }

    static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Goes on once an engine takes no more requests.
    static void awaitClosing(OnnxEngine engine) {
        try {
            while (true) {
                engine.submit(greedy(1, new int[] {5}, 1)).cancel();
                Thread.sleep(20);
            }
        } catch (IllegalStateException closing) {
            // what this waits for
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static PromptReader.Prompt prompt(int[] ids) {
        return PromptReader.Prompt.plain(ids);
    }

    static Outcome.Generated generated(PendingGeneration pending) {
        return switch (pending.await()) {
            case Outcome.Generated generated -> generated;
            case Outcome.Failed failed -> throw new AssertionError(failed.reason());
        };
    }

    static List<Integer> tokens(PendingGeneration pending) {
        return java.util.Arrays.stream(generated(pending).tokenIds()).boxed().toList();
    }
}
