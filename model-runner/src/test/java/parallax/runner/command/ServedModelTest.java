package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands with a model that a local server serves.
class ServedModelTest {
    private final HttpServer server;

    ServedModelTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    private String says = "A";

    /// Says the same to whatever is asked.
    @BeforeEach
    void serve() {
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("""
                    data: {"choices":[{"delta":{"content":"%s"},"finish_reason":"stop"}]}

                    data: [DONE]

                    """.formatted(says).getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    @Test
    void a_served_model_writes_replies_with_the_same_provenance() throws IOException {
        CommandRun run = CommandRun.of(
                GenerateCommand::run,
                "--endpoint",
                address(),
                "--served-model",
                "big",
                "-p",
                "Hi",
                "--format",
                "jsonl",
                "--samples",
                "2");
        assertEquals(0, run.exit(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size());
        JsonNode line = new ObjectMapper().readTree(lines.get(1));
        assertEquals("A", line.get("text").asText());
        assertEquals("big", line.at("/provenance/model").asText());
        assertEquals(1, line.at("/provenance/sample").asInt());
    }

    private CommandRun rate(Path folder) throws IOException {
        Path items = Files.writeString(folder.resolve("items.jsonl"), "{\"text\": \"User: Why?\"}\n");
        String arguments = "--served-model big --question Safe? --option Yes --option No --items " + items;
        return CommandRun.of(RateCommand::run, (arguments + " --endpoint " + address()).split(" "));
    }

    @Test
    void a_served_model_rates(@TempDir Path folder) throws IOException {
        CommandRun run = rate(folder);
        assertEquals(0, run.exit(), run.err());
        assertEquals("Yes", new ObjectMapper().readTree(run.out()).get("answer").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>Could be Yes, some would say No.</think>\\nB",
                "<think>The reply is fine.</think>\\n\\nNo"
            })
    void a_model_that_thinks_first_rates_with_its_answer(String reply, @TempDir Path folder) throws IOException {
        says = reply;
        CommandRun run = rate(folder);
        assertEquals(0, run.exit(), run.err());
        JsonNode line = new ObjectMapper().readTree(run.out());
        assertEquals("No", line.get("answer").asText());
        assertTrue(reply.contains(line.get("reasoning").asText()), run.out());
    }

    @Test
    void replies_that_name_no_option_are_no_success(@TempDir Path folder) throws IOException {
        says = "I would rather not say.";
        CommandRun run = rate(folder);
        assertEquals(1, run.exit(), run.err());
        assertTrue(run.err().contains("nothing was rated"), run.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --endpoint http://127.0.0.1:1/v1                                | --endpoint and --served-model go together
            --served-model big                                              | --endpoint and --served-model go together
            --endpoint http://127.0.0.1:1 --served-model big --model x      | are for models of this machine
            --endpoint ftp://127.0.0.1/v1 --served-model big                | is not an http or https address
            --endpoint http://user:word@127.0.0.1/v1 --served-model big     | must not contain a user name or password
            """)
    void options_that_do_not_go_together_are_refused(String options, String message) {
        String[] arguments = (options + " -p Hi").split(" ");
        CommandRun run = CommandRun.of(GenerateCommand::run, arguments);
        assertEquals(2, run.exit());
        assertTrue(run.err().contains(message), run.err());
    }
}
