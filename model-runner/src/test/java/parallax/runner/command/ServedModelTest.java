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

/// The commands with a model that a local server serves.
class ServedModelTest {
    private final HttpServer server;

    ServedModelTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    /// Says “A” to whatever is asked.
    @BeforeEach
    void serve() {
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("""
                    data: {"choices":[{"delta":{"content":"A"},"finish_reason":"stop"}]}

                    data: [DONE]

                    """.getBytes(StandardCharsets.UTF_8));
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

    @Test
    void a_served_model_rates(@TempDir Path folder) throws IOException {
        Path items = Files.writeString(folder.resolve("items.jsonl"), "{\"text\": \"User: Why?\"}\n");
        CommandRun run = CommandRun.of(
                RateCommand::run,
                "--endpoint",
                address(),
                "--served-model",
                "big",
                "--items",
                items.toString(),
                "--question",
                "Safe?",
                "--option",
                "Yes",
                "--option",
                "No");
        assertEquals(0, run.exit(), run.err());
        assertEquals("Yes", new ObjectMapper().readTree(run.out()).get("answer").asText());
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
