package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command `rate`, on a tiny random chat model and a tiny random classifier.
class RateCommandTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final String ITEMS = """
            {"id": "lamp", "messages": [{"role": "user", "content": "May I?"}, {"role": "assistant", "content": "Yes."}]}

            {"text": "User: Why?"}
            """;

    @TempDir
    Path folder;

    private Path items;
    private String out = "";
    private String err = "";

    @BeforeEach
    void make_models_and_items() throws IOException {
        copy("llama", folder.resolve("chat"));
        copy("classifier", folder.resolve("classifier"));
        Files.writeString(
                folder.resolve("chat/tokenizer_config.json"),
                "{\"bos_token\": \"<s>\", \"chat_template\": \"{{ bos_token }}\"}");
        items = Files.writeString(folder.resolve("items.jsonl"), ITEMS);
    }

    private static void copy(String fixture, Path into) throws IOException {
        Files.createDirectories(into);
        try (Stream<Path> files = Files.list(FIXTURES.resolve("models").resolve(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, into.resolve(file.getFileName()));
            }
        }
        Files.copy(FIXTURES.resolve("tokenizers/byte-level.json"), into.resolve("tokenizer.json"));
    }

    private int rate(String... arguments) {
        CommandRun run = CommandRun.of(RateCommand::run, arguments);
        out = run.out();
        err = run.err();
        return run.exit();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void a_chat_model_answers_for_every_item_and_sample_and_unclear_replies_count_as_none() throws IOException {
        String chat = folder.resolve("chat").toString();
        int exit = rate(
                "--model",
                chat,
                "--items",
                items.toString(),
                "--question",
                "Is it safe?",
                "--option",
                "Yes",
                "--option",
                "No",
                "--samples",
                "2",
                "--temperature",
                "1",
                "--max-tokens",
                "4");
        List<JsonNode> lines = lines();
        assertEquals(
                List.of("lamp 0", "lamp 1", "1 0", "1 1"),
                lines.stream()
                        .map(line -> line.get("item").asText() + " " + line.get("sample"))
                        .toList());
        long unclear =
                lines.stream().filter(line -> line.get("answer").isNull()).count();
        assertEquals(unclear == 4 ? 1 : 0, exit, err);
        assertEquals(unclear == 4, err.contains("nothing was rated"), err);
        for (JsonNode line : lines) {
            assertTrue(
                    line.get("answer").isNull()
                            || List.of("Yes", "No").contains(line.get("answer").asText()),
                    out);
            assertTrue(line.get("provenance").get("model_digest").asText().startsWith("sha256:"), out);
        }
        assertTrue(err.contains((4 - unclear) + " answers, " + unclear + " unclear, 0 failed"), err);
    }

    /// The probabilities are those of the logits that ONNX Runtime by itself gives behind the prompt.
    @Test
    void a_chat_model_held_to_letters_gives_the_probabilities_of_the_options() throws IOException {
        String chat = folder.resolve("chat").toString();
        String arguments = "--question Safe? --option Yes --option No --option Unsure --letters-only --model " + chat;
        assertEquals(0, rate((arguments + " --items " + items).split(" ")), err);
        for (JsonNode line : lines()) {
            for (String kind : List.of("probabilities", "probabilities_without_prior")) {
                double sum = 0;
                for (JsonNode share : line.get(kind)) {
                    sum += share.asDouble();
                }
                assertEquals(1, sum, 1e-9, kind);
                assertEquals(3, line.get(kind).size());
            }
            double answered =
                    line.get("probabilities").get(line.get("answer").asText()).asDouble();
            line.get("probabilities").forEach(share -> assertTrue(share.asDouble() <= answered, out));
            assertTrue(line.get("probability_of_any_option").asDouble() < 1, out);
            // this template says the same whatever the conversation, so all that is left is even
            line.get("probabilities_without_prior").forEach(share -> assertEquals(1 / 3.0, share.asDouble(), 1e-9));
            assertEquals(1, line.get("reply").asText().length());
        }
        assertTrue(err.contains("2 answers, 0 unclear"), err);
    }

    @Test
    void samples_at_temperature_0_are_one() throws IOException {
        String chat = folder.resolve("chat").toString();
        String arguments = "--question Safe? --option Yes --option No --letters-only --samples 3 --model " + chat;
        assertEquals(0, rate((arguments + " --items " + items).split(" ")), err);
        assertEquals(2, lines().size());
        assertTrue(err.contains("all samples of a conversation are one"), err);
    }

    @Test
    void a_served_model_cannot_be_held_to_letters() {
        String arguments = "--question Safe? --option Yes --option No --letters-only --endpoint http://127.0.0.1:9/v1"
                + " --served-model m --items " + items;
        assertEquals(2, rate(arguments.split(" ")), err);
        assertTrue(err.contains("cannot be held to some texts"), err);
    }

    @Test
    void a_classifier_gives_a_probability_for_each_label() throws IOException {
        assertEquals(
                0,
                rate("--classifier", folder.resolve("classifier").toString(), "--items", items.toString()),
                () -> err);
        for (JsonNode line : lines()) {
            double sum = 0;
            double largest = 0;
            for (JsonNode share : line.get("probabilities")) {
                sum += share.asDouble();
                largest = Math.max(largest, share.asDouble());
            }
            assertEquals(1, sum, 1e-12);
            assertEquals(
                    largest,
                    line.get("probabilities").get(line.get("label").asText()).asDouble());
        }
        assertEquals(2, lines().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text": "a", "messages": []}           | must be an object with either text or messages
            {"text": " "}                           | text must be a string that is not empty
            {"messages": [{"role": "user"}]}        | every message needs "role" and "content"
            {"text": "a", "id": "lamp"}             | the id "lamp" occurs twice
            ["text"]                                | line 4 must be an object with either
            {"text": "a"                            | line 4 is not JSON
            """)
    void a_mistake_in_the_items_is_named_before_anything_is_asked(String line, String message) throws IOException {
        Files.writeString(items, ITEMS + line + "\n");
        assertEquals(2, rate("--items", items.toString(), "--question", "Safe?", "--option", "Yes", "--option", "No"));
        assertTrue(err.contains(message) && out.isEmpty(), err);
    }

    @Test
    void examples_need_an_answer_that_can_be_given_and_classifiers_take_no_question() throws IOException {
        Path examples =
                Files.writeString(folder.resolve("examples.jsonl"), "{\"text\": \"a\", \"answer\": \"Maybe\"}\n");
        String[] asked = {"--items", items.toString(), "--question", "Safe?", "--option", "Yes", "--option", "No"};
        assertEquals(
                2,
                rate(Stream.concat(Stream.of(asked), Stream.of("--examples", examples.toString()))
                        .toArray(String[]::new)));
        assertTrue(err.contains("examples.jsonl line 1: \"answer\" must be one of [Yes, No]"), err);
        assertEquals(
                2,
                rate(Stream.concat(Stream.of(asked), Stream.of("--classifier", "x"))
                        .toArray(String[]::new)));
        assertTrue(err.contains("a classifier has its own labels"), err);
    }
}
