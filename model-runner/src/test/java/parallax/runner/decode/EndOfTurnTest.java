package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.chattemplate.ChatTemplate;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.TextConfiguration;
import parallax.runner.text.Tokenizer;

/// Where replies end, on the demo model, whose turns end with `<|end|>`, token 2.
class EndOfTurnTest {
    private static final Path DEMO = Path.of("demo-model/model");

    @TempDir
    Path model;

    @BeforeEach
    void copy_the_demo_model() throws IOException {
        try (Stream<Path> files = Files.list(DEMO)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
    }

    private void replace(String file, String old, String next) throws IOException {
        String text = Files.readString(model.resolve(file));
        assertTrue(text.contains(old), file + " holds no " + old);
        Files.writeString(model.resolve(file), text.replace(old, next));
    }

    private Outcome.Generated hello() {
        EngineOptions options = EngineOptions.defaults().withSlots(1).withThreads(1);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(model), options)) {
            return Fixtures.generated(engine.submit(
                    new GenerationRequest(0, 0, ModelInput.ofPrompt("Hello"), SamplerSettings.greedy(80), 0)));
        }
    }

    /// As published: generation_config.json names the padding token alone.
    private void name_only_padding() throws IOException {
        Files.writeString(
                model.resolve("generation_config.json"),
                "{\"bos_token_id\": 1, \"eos_token_id\": 0, \"pad_token_id\": 0, \"do_sample\": true}");
    }

    private static void assertEnds(Outcome.Generated reply) {
        assertEquals("I am a small demonstration model, so I can talk but I know very little.", reply.text());
        assertEquals(FinishReason.STOP, reply.finishReason());
        assertEquals(18, reply.tokenIds().length);
        assertEquals(List.of(), reply.provenance().course().warnings());
    }

    @Test
    void end_tokens_of_all_files_count_together() throws IOException {
        name_only_padding();
        assertEnds(hello());
    }

    @Test
    void the_tokenizers_end_token_counts_where_the_other_files_name_another() throws IOException {
        name_only_padding();
        replace("config.json", "\"eos_token_id\": 2,", "");
        replace("genai_config.json", "\"eos_token_id\": 2,", "");
        replace("tokenizer_config.json", "content'] | trim + '<|end|>'", "content'] | trim + eos_token");
        assertEnds(hello());
    }

    @Test
    void what_the_template_writes_behind_a_reply_ends_one() throws IOException {
        name_only_padding();
        replace("config.json", "\"eos_token_id\": 2,", "");
        replace("genai_config.json", "\"eos_token_id\": 2,", "");
        replace("tokenizer_config.json", "\"eos_token\": \"<|end|>\",", "");
        assertEnds(hello());
    }

    @Test
    void a_reply_that_runs_on_into_a_users_turn_says_so() throws IOException {
        name_only_padding();
        replace("config.json", "\"eos_token_id\": 2,", "");
        replace("genai_config.json", "\"eos_token_id\": 2,", "");
        replace("tokenizer_config.json", "\"eos_token\": \"<|end|>\",", "");
        replace("tokenizer_config.json", " | trim + '<|end|>' }}", " | trim }}{{ '' if loop.last else '<|end|>' }}");
        Outcome.Generated reply = hello();
        assertEquals(
                List.of("the reply runs on into a turn of the user's, which the model invented"),
                reply.provenance().course().warnings(),
                reply.text());
    }

    private static TurnMarks marks(String template, String... tokens) throws IOException {
        StringBuilder added = new StringBuilder();
        for (String token : tokens) {
            added.append(added.isEmpty() ? "" : ",")
                    .append("{\"id\": ")
                    .append(300 + added.length())
                    .append(", \"content\": \"" + token + "\", \"special\": true, \"single_word\": false,")
                    .append(" \"lstrip\": false, \"rstrip\": false, \"normalized\": false}");
        }
        String base = Files.readString(Path.of("src/test/resources/fixtures/tokenizers/byte-level.json"));
        Path folder = Files.createTempDirectory("marks");
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                base.replaceFirst(
                        "\"added_tokens\": *\\[", "\"added_tokens\": [" + (added.isEmpty() ? "" : added + ",")));
        TextConfiguration text = new TextConfiguration(template, Map.of(), Set.of(7), null);
        try (Tokenizer tokenizer = Tokenizer.open(file)) {
            return TurnMarks.of(text, tokenizer, ChatTemplate.read(template, Map.of()));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @Test
    void a_template_of_plain_words_is_recognised_in_the_text() throws IOException {
        TurnMarks marks = marks("{% for m in messages %}### {{ m.role | title }}:\n{{ m.content }}\n\n{% endfor %}");
        assertEquals("### User:", marks.userText());
        assertEquals(Set.of(7), marks.ends());
        assertEquals(
                1, marks.warnings(List.of(1, 2), "Fine.\n\n### User:\nAnd?").size());
        assertEquals(0, marks.warnings(List.of(1, 2), "Write ### User: first.").size());
    }

    @Test
    void a_template_that_refuses_to_be_asked_leaves_the_files_tokens() throws IOException {
        TurnMarks marks = marks("{{ raise_exception('no') }}");
        assertEquals(TurnMarks.endedBy(Set.of(7)), marks);
    }

    /// The same token opens every turn; only with the user's name behind it is it a user's.
    @Test
    void a_turn_of_the_assistants_is_none_of_the_users() throws IOException {
        TurnMarks marks = marks(
                "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}",
                "<|im_start|>", "<|im_end|>");
        assertEquals(2, marks.ends().size());
        List<Integer> users = marks.userTokens();
        assertTrue(users.size() > 1, users.toString());
        assertEquals(0, marks.warnings(List.of(users.getFirst(), 5, 6), "").size());
        assertEquals(
                1,
                marks.warnings(Stream.concat(Stream.of(9), users.stream()).toList(), "")
                        .size());
    }
}
