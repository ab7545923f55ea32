package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command `generate`, on a tiny random model with a tokenizer and a template.
class GenerateCommandTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    @TempDir
    Path model;

    private String out = "";
    private String err = "";

    @BeforeEach
    void make_a_model_folder() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve("models/llama"))) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(FIXTURES.resolve("tokenizers/byte-level.json"), model.resolve("tokenizer.json"));
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"}, \"chat_template\":"
                        + " \"{{ bos_token }}{% for m in messages %}{{ m.content[:6] }}{% endfor %}\"}");
    }

    private int generate(String... arguments) {
        String[] all = Stream.concat(Stream.of("--model", model.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(GenerateCommand::run, all);
        out = run.out();
        err = run.err();
        return run.exit();
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper json = new ObjectMapper();
        return out.lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    @Test
    void a_prompts_file_gives_one_line_per_sample_in_order() throws IOException {
        Path prompts = Files.writeString(
                model.resolve("prompts.jsonl"),
                "{\"input_ids\": [31]}\n\n{\"prompt\": \"!!\"}\n{\"messages\": [{\"role\": \"user\", \"content\": \"##\"}]}\n");
        assertEquals(
                0,
                generate("--prompts", prompts.toString(), "--samples", "2", "--max-tokens", "5", "--logprobs", "2"),
                () -> err);
        List<JsonNode> lines = lines();
        assertEquals(6, lines.size());
        for (int i = 0; i < 6; i++) {
            JsonNode line = lines.get(i);
            assertEquals(i / 2, line.get("prompt").asInt());
            assertEquals(i % 2, line.get("sample").asInt());
            assertEquals(line.get("token_ids").size(), line.get("logprobs").size());
            assertEquals(2, line.get("logprobs").get(0).get("top").size());
            assertTrue(line.get("provenance").get("model_digest").asText().startsWith("sha256:"));
            assertEquals("fp32", line.get("provenance").get("precision").asText());
            assertEquals(
                    5, line.get("provenance").get("sampler").get("max_tokens").asInt());
        }
    }

    /// Whoever reads the output finds every part of a provenance under its own name.
    @Test
    void ids_come_out_again_and_a_byte_order_mark_is_no_mistake() throws IOException {
        Path prompts = Files.writeString(
                model.resolve("prompts.jsonl"),
                "\uFEFF{\"id\": \"lamp\", \"prompt\": \"!!\"}\n{\"id\": 7, \"prompt\": \"##\"}\n{\"prompt\": \"%%\"}\n");
        assertEquals(0, generate("--prompts", prompts.toString(), "--max-tokens", "2"), err);
        assertEquals("\"lamp\"", lines().get(0).get("id").toString());
        assertEquals("7", lines().get(1).get("id").toString());
        assertTrue(!lines().get(2).has("id"), out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"promt": "Hi", "prompt": "Hi"}                                          | line 1 holds "promt", which means nothing here
            {"messages": [{"role": "bot", "content": "Hi"}]}                         | nobody speaks in the role "bot"
            {"messages": [{"role": "user", "content": "Hi", "mood": "bad"}]}         | a message holds "mood"
            {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}     | not a text but of the type "image_url"
            {"messages": [{"role": "user", "content": []}]}                          | every message needs "role" and "content"
            {"prompt": "Hi", "id": [1]}                                              | an id is a text or a whole number
            {"prompt": "Hi", "tools": "search"}                                      | tools must be a list
            {"prompt": "Hi", "template_arguments": {"messages": []}}                 | "messages" is set by the conversation
            """)
    void what_nobody_would_read_is_refused(String line, String message) throws IOException {
        Path prompts = Files.writeString(model.resolve("prompts.jsonl"), line + "\n");
        assertEquals(2, generate("--prompts", prompts.toString()));
        assertTrue(err.contains(message) && out.isEmpty(), err);
    }

    /// The template writes what it is given; greedy replies to the same text are the same.
    @Test
    void tools_calls_parts_and_arguments_reach_the_template() throws IOException {
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"<s>\", \"chat_template\": \"{{ bos_token }}{{ tools[0].function.name if tools else '-' }}"
                        + "{{ mood | default('calm') }}{% for m in messages %}{{ m.content }}{{ m.tool_calls[0].id if"
                        + " m.tool_calls }}{{ m.tool_call_id }}{% endfor %}\"}");
        Path tools = Files.writeString(
                model.resolve("tools.json"), "[{\"type\": \"function\", \"function\": {\"name\": \"AB\"}}]");
        Path prompts = Files.writeString(
                model.resolve("prompts.jsonl"),
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"C\"}]},"
                        + " {\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"D\"}]},"
                        + " {\"role\": \"tool\", \"tool_call_id\": \"D\", \"content\": \"E\"}]}\n");
        String[] greedy = {"--prompts", prompts.toString(), "--temperature", "0", "--max-tokens", "3"};
        assertEquals(
                0,
                generate(Stream.concat(
                                Stream.of(greedy),
                                Stream.of("--tools", tools.toString(), "--template-argument", "mood=F"))
                        .toArray(String[]::new)),
                err);
        int read = lines().getFirst().at("/provenance/prompt_tokens").asInt();
        Files.writeString(prompts, "{\"prompt\": \"<s>ABFCDED\"}\n");
        Files.writeString(model.resolve("tokenizer_config.json"), "{\"chat_template\": \"{{ messages[0].content }}\"}");
        List<JsonNode> first = lines();
        assertEquals(0, generate(greedy), err);
        assertEquals(lines().getFirst().get("token_ids"), first.getFirst().get("token_ids"));
        assertEquals(read, lines().getFirst().at("/provenance/prompt_tokens").asInt());
    }

    @Test
    void a_provenance_is_one_flat_object() throws IOException {
        assertEquals(0, generate("-p", "!!", "--max-tokens", "2", "--format", "jsonl"));
        List<String> names = new ArrayList<>();
        lines().getFirst().get("provenance").fieldNames().forEachRemaining(names::add);
        assertEquals(
                Set.of(
                        "version",
                        "model",
                        "model_digest",
                        "adapter_digest",
                        "precision",
                        "provider",
                        "device",
                        "template_digest",
                        "sampler",
                        "seed",
                        "prompt",
                        "sample",
                        "batch_mode",
                        "runtime",
                        "prompt_tokens",
                        "reused_prompt_tokens",
                        "generated_tokens",
                        "time_to_first_token_ms",
                        "duration_ms",
                        "warnings",
                        "generated_at",
                        "served_model",
                        "system_fingerprint",
                        "seed_sent",
                        "max_context",
                        "slots"),
                Set.copyOf(names));
    }

    @Test
    void greedy_tokens_are_those_of_transformers() throws IOException {
        Path prompts = Files.writeString(model.resolve("prompts.jsonl"), "{\"input_ids\": [31]}\n");
        assertEquals(0, generate("--prompts", prompts.toString(), "--temperature", "0", "--max-tokens", "4"));
        // the first reply in fixtures/models/llama/golden.jsonl
        assertEquals("[19,0,51,19]", lines().getFirst().get("token_ids").toString());
        assertEquals("length", lines().getFirst().get("finish_reason").asText());
    }

    @Test
    void the_same_command_writes_the_same_replies() {
        String[] arguments = {"-p", "!!", "-p", "##", "--samples", "3", "--seed", "5", "--max-tokens", "9"};
        assertEquals(0, generate(arguments));
        String first = out;
        assertEquals(0, generate(arguments));
        assertEquals(first, out);
        assertEquals("", err);
    }

    @Test
    void one_failing_prompt_is_reported_and_the_others_are_answered() throws IOException {
        Path prompts = Files.writeString(
                model.resolve("prompts.jsonl"), "{\"input_ids\": [" + "7,".repeat(300) + "7]}\n{\"input_ids\": [5]}\n");
        assertEquals(1, generate("--prompts", prompts.toString(), "--max-tokens", "3"));
        assertTrue(lines().get(0).get("error").asText().contains("301 tokens"), out);
        assertEquals("length", lines().get(1).get("finish_reason").asText());
        assertTrue(err.contains("prompt 0, sample 0"), err);
    }

    @Test
    void a_token_beyond_the_vocabulary_fails_its_prompt_only() throws IOException {
        Path prompts =
                Files.writeString(model.resolve("prompts.jsonl"), "{\"input_ids\": [5000]}\n{\"input_ids\": [31]}\n");
        assertEquals(1, generate("--prompts", prompts.toString(), "--temperature", "0", "--max-tokens", "4"));
        assertTrue(lines().get(0).has("error"), out);
        assertEquals("[19,0,51,19]", lines().get(1).get("token_ids").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--samples 0 -p x|--samples must be at least 1",
                "-p x --top-p 7|top-p must be in (0, 1]",
                "-p x --max-tokens 0|max tokens must be",
                "-p x --nonsense|Unknown option",
                "--prompts /nowhere.jsonl|does not exist",
                "--max-tokens 5|either -p TEXT or --prompts FILE",
                "-p x --provider abacus|--provider is cpu or cuda"
            })
    void wrong_use_is_said_in_one_sentence(String arguments, String expected) {
        assertEquals(2, generate(arguments.split(" ")));
        assertTrue(err.contains(expected), err);
        assertEquals(1, err.lines().count(), err);
        assertEquals("", out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"prompt\": 5}|prompt must be a string",
                "{\"prompt\": \"a\", \"messages\": []}|exactly one of",
                "{\"messages\": []}|at least one message",
                "{\"messages\": [{\"role\": \"user\"}]}|needs \"role\" and \"content\"",
                "{\"input_ids\": [\"a\"]}|token ids",
                "{\"input_ids\": []}|at least one token",
                "nonsense|is not JSON",
                "{\"prompt\": \"a\"} {\"prompt\": \"b\"}|Trailing token",
                "{\"prompt\": \"a\", \"prompt\": \"b\"}|Duplicate",
                "[]|exactly one of"
            })
    void a_wrong_line_is_named_before_anything_is_generated(String line, String expected) throws IOException {
        Path prompts = Files.writeString(model.resolve("p.jsonl"), "{\"prompt\": \"fine\"}\n" + line + "\n");
        assertEquals(2, generate("--prompts", prompts.toString()));
        assertTrue(err.contains("line 2") && err.contains(expected), err);
        assertEquals("", out);
    }

    @Test
    void a_conversation_is_not_raw_text() throws IOException {
        Path prompts = Files.writeString(
                model.resolve("p.jsonl"), "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}\n");
        assertEquals(2, generate("--prompts", prompts.toString(), "--raw"));
        assertTrue(err.contains("line 1: messages are a conversation"), err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "text"})
    void output_that_cannot_be_written_ends_the_run_and_is_said(String format) throws IOException {
        Path prompts = Files.writeString(model.resolve("p.jsonl"), "{\"input_ids\": [5, 6]}\n");
        var errBytes = new ByteArrayOutputStream();
        try (var full = new PrintStream(new FileOutputStream("/dev/full"), true, StandardCharsets.UTF_8)) {
            int exit = GenerateCommand.run(
                    full,
                    new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                    "--model",
                    model.toString(),
                    "--prompts",
                    prompts.toString(),
                    "--samples",
                    "1000",
                    "--max-tokens",
                    "50",
                    "--format",
                    format);
            assertEquals(1, exit);
        }
        assertTrue(errBytes.toString(StandardCharsets.UTF_8).contains("generate: the output cannot be written"));
    }

    @Test
    void without_a_card_the_processor_computes_and_that_is_said() throws IOException {
        Path prompts = Files.writeString(model.resolve("p.jsonl"), "{\"input_ids\": [5, 6]}\n");
        assertEquals(
                0,
                generate(
                        "--prompts",
                        prompts.toString(),
                        "--provider",
                        "cuda",
                        "--max-tokens",
                        "2",
                        "--format",
                        "jsonl"));
        assertTrue(
                err.contains("generate: the graphics card cannot be used, everything runs on the CPU and is slow"),
                err);
        assertTrue(out.contains("\"provider\":\"CPUExecutionProvider\""), out);
    }

    @Test
    void a_missing_model_is_said_plainly() {
        model = Path.of("/nowhere");
        assertEquals(3, generate("-p", "x"));
        assertTrue(err.contains("/nowhere does not exist"), err);
    }

    @Test
    void help_names_every_option() {
        assertEquals(0, generate("--help"));
        for (String option : List.of("--prompts", "--samples", "--temperature", "--seed", "--adapter", "--raw")) {
            assertTrue(out.contains(option), out);
        }
    }
}
