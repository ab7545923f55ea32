package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands with a model that a local server serves.
class ServedModelTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
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

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void a_served_model_writes_replies_with_the_same_provenance() throws IOException {
        int exit = GenerateCommand.run(
                printing(out),
                printing(err),
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
        assertEquals(0, exit, err::toString);
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertEquals(2, lines.length);
        JsonNode line = new ObjectMapper().readTree(lines[1]);
        assertEquals("A", line.get("text").asText());
        assertEquals("big", line.at("/provenance/model").asText());
        assertEquals(1, line.at("/provenance/sample").asInt());
    }

    @Test
    void a_served_model_rates(@TempDir Path folder) throws IOException {
        Path items = Files.writeString(folder.resolve("items.jsonl"), "{\"text\": \"User: Why?\"}\n");
        int exit = RateCommand.run(
                printing(out),
                printing(err),
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
        assertEquals(0, exit, err::toString);
        assertEquals(
                "Yes",
                new ObjectMapper().readTree(out.toByteArray()).get("answer").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --endpoint http://127.0.0.1:1/v1                                | --endpoint and --served-model go together
            --served-model big                                              | --endpoint and --served-model go together
            --endpoint http://127.0.0.1:1 --served-model big --model x      | are for models of this machine
            --endpoint ftp://127.0.0.1/v1 --served-model big                | is no http or https address
            --endpoint http://user:word@127.0.0.1/v1 --served-model big     | must not hold a user name or password
            """)
    void options_that_do_not_go_together_are_refused(String options, String message) {
        String[] arguments = (options + " -p Hi").split(" ");
        assertEquals(2, GenerateCommand.run(printing(out), printing(err), arguments));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err::toString);
    }
}
