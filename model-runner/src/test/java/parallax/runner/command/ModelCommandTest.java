package parallax.runner.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.remote.ModelName;

/// The command `model` against a local stand-in for a hub, which speaks its two routes.
class ModelCommandTest {
    private static final Path MODEL = Path.of("src/test/resources/fixtures/models/llama");

    @TempDir
    Path models;

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int breakOffAt = -1;
    private boolean wrongChecksum;
    private String redirect = "";
    private String out = "";
    private String err = "";

    ModelCommandTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    @BeforeEach
    void serve() throws IOException {
        for (String name : List.of("model.onnx", "config.json", "generation_config.json")) {
            files.put(name.equals("model.onnx") ? "onnx/model.onnx" : name, Files.readAllBytes(MODEL.resolve(name)));
        }
        server.createContext("/api/models/tiny/llama/tree/v1", this::listing);
        server.createContext("/tiny/llama/resolve/v1/", exchange -> file(exchange, "/tiny/llama/resolve/v1/"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void listing(HttpExchange exchange) throws IOException {
        ArrayNode listing = new ObjectMapper().createArrayNode();
        files.forEach((path, bytes) -> {
            ObjectNode entry =
                    listing.addObject().put("type", "file").put("path", path).put("size", bytes.length);
            if (path.endsWith(".onnx")) {
                entry.putObject("lfs").put("oid", wrongChecksum ? "0".repeat(64) : sha256(bytes));
            }
        });
        listing.addObject().put("type", "directory").put("path", "onnx");
        byte[] body = listing.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void file(HttpExchange exchange, String root) throws IOException {
        byte[] bytes = files.get(exchange.getRequestURI().getPath().substring(root.length()));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (!redirect.isEmpty()) {
            exchange.getResponseHeaders().set("Location", redirect);
            exchange.sendResponseHeaders(302, -1);
        } else if (bytes == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            ranges.add(exchange.getRequestURI().getPath() + " " + range);
            byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
            boolean breaks = breakOffAt > 0 && rest.length > breakOffAt;
            exchange.getResponseBody().write(rest, 0, breaks ? breakOffAt : rest.length);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private int model(String... arguments) {
        CommandRun run = CommandRun.of(ModelCommand::run, arguments);
        out = run.out();
        err = run.err();
        return run.exit();
    }

    private int pull() {
        String hub = "http://127.0.0.1:" + server.getAddress().getPort();
        return model("pull", "tiny/llama@v1", "--hub", hub, "--models", models.toString());
    }

    private Path folder() {
        return models.resolve("tiny--llama@v1");
    }

    @Test
    void a_pulled_model_is_listed_and_described() throws IOException {
        assertEquals(0, pull(), () -> err);
        assertEquals(folder() + "\n", out);
        assertArrayEquals(files.get("onnx/model.onnx"), Files.readAllBytes(folder().resolve("onnx/model.onnx")));
        assertEquals(0, model("list", "--models", models.toString()));
        assertEquals("tiny--llama@v1\tLlamaForCausalLM, fp32\n", out);
        assertEquals(0, model("inspect", folder().toString()));
        assertTrue(out.contains("256 bytes per token") && out.contains("tokens/s"), out);
    }

    @Test
    void a_classifier_is_listed_and_described_as_one() {
        Path fixtures = Path.of("src/test/resources/fixtures/models");
        assertEquals(0, model("list", "--models", fixtures.toString()));
        assertTrue(out.contains("classifier\tclassifier of [Yes, No, Unsure]\n"), out);
        assertEquals(0, model("inspect", fixtures.resolve("classifier").toString()));
        assertTrue(out.contains("sequence classifier, for rate --classifier"), out);
    }

    @Test
    void a_hub_that_is_not_there_is_named() {
        assertEquals(3, model("pull", "a/b", "--hub", "http://127.0.0.1:1", "--models", models.toString()));
        assertTrue(err.contains("model: the hub http://127.0.0.1:1 cannot be reached"), err);
    }

    @Test
    void a_download_that_breaks_off_is_continued_where_it_stopped() throws IOException {
        breakOffAt = 40_000;
        assertEquals(0, pull(), () -> err);
        assertArrayEquals(files.get("onnx/model.onnx"), Files.readAllBytes(folder().resolve("onnx/model.onnx")));
        // of what was sent before the connection broke, a client may have received less
        List<Integer> begun = ranges.stream()
                .filter(range -> range.contains("model.onnx bytes="))
                .map(range -> Integer.valueOf(range.replaceAll(".*bytes=(\\d+)-", "$1")))
                .toList();
        assertFalse(begun.isEmpty(), ranges.toString());
        assertTrue(begun.getFirst() > 0 && begun.getFirst() <= breakOffAt, ranges.toString());
        assertEquals(begun.stream().sorted().toList(), begun, "each try goes on from where the one before stopped");
    }

    @Test
    void what_is_there_is_not_downloaded_again() {
        assertEquals(0, pull(), () -> err);
        int requests = ranges.size();
        assertEquals(0, pull(), () -> err);
        assertEquals(requests, ranges.size());
    }

    @Test
    void a_wrong_checksum_leaves_nothing_behind() {
        wrongChecksum = true;
        assertEquals(3, pull());
        assertTrue(err.contains("checksum"), err);
        assertFalse(Files.exists(folder().resolve("onnx/model.onnx")));
    }

    @Test
    void files_outside_the_folder_are_refused() throws IOException {
        files.put("../escape.json", new byte[] {1});
        assertEquals(3, pull());
        assertTrue(err.contains("outside the model folder"), err);
        assertFalse(Files.exists(models.resolve("escape.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/model.onnx", "file:///etc/passwd", "http://10.1.2.3/x"})
    void redirects_lead_only_to_allowed_hosts(String location) {
        redirect = location;
        assertEquals(3, pull());
        assertTrue(err.contains("not among the allowed") || err.contains("not an http or https address"), err);
    }

    @Test
    void a_redirect_to_something_that_is_not_an_address_is_the_hubs_fault() {
        redirect = "http://[nowhere";
        assertEquals(3, pull());
        assertTrue(err.contains("the hub redirects to something that is not an address"), err);
    }

    @Test
    void an_unknown_model_is_said_plainly() {
        String hub = "http://127.0.0.1:" + server.getAddress().getPort();
        assertEquals(3, model("pull", "no/such", "--hub", hub, "--models", models.toString()));
        assertTrue(err.contains("the hub has no no/such@main"), err);
        assertEquals(2, model("pull", "../../etc", "--hub", hub));
        assertEquals(2, model("pull"));
        assertEquals(3, model("inspect", models.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "a/b/c", "a/..", "/a/b", "a/b@", "a/b@../../x", "a b/c", ""})
    void what_is_not_a_model_name_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ModelName.parse(text));
    }
}
