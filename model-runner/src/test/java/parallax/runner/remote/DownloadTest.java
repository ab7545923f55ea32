package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a local stand-in for a hub whose files are few bytes long.
class DownloadTest {
    private static final ModelName MODEL = ModelName.parse("tiny/words");
    // Of "hello\n" and "howdy\n", as `git hash-object` of git 2.x prints them.
    private static final String HELLO = "ce013625030ba8dba906f756967f9e9ca394464a";
    private static final String HOWDY = "0ff4fb4d98e48709c77193e9ebdb9a9794d06dbb";

    @TempDir
    Path folder;

    private record Listed(String content, String oid) {}

    private final Map<String, Listed> files = new TreeMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int filesPerPage = 100;
    private int breaksLeft;
    private int stallsLeft;
    private Duration silence = Duration.ofMinutes(2);
    private final CountDownLatch stopped = new CountDownLatch(1);

    DownloadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    }

    @BeforeEach
    void serve() {
        files.put("model.onnx", new Listed("hello\n", HELLO));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/models/tiny/words/tree/main", this::listing);
        server.createContext("/tiny/words/resolve/main/", this::file);
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
    }

    private void listing(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
        ArrayNode listing = new ObjectMapper().createArrayNode();
        files.entrySet().stream().skip(from).limit(filesPerPage).forEach(each -> {
            ObjectNode entry = listing.addObject().put("type", "file").put("path", each.getKey());
            entry.put("size", each.getValue().content().length());
            entry.put("oid", each.getValue().oid());
        });
        if (from + filesPerPage < files.size()) {
            String next = exchange.getRequestURI().getPath() + "?recursive=true&cursor=" + (from + filesPerPage);
            exchange.getResponseHeaders()
                    .add("Link", "<http://127.0.0.1/first>; rel=\"first\", <" + next + ">; rel=\"next\"");
        }
        byte[] body = listing.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/tiny/words/resolve/main/".length());
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
        asked.add(path + " " + range);
        int from = range.equals("null") ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        byte[] rest = Objects.requireNonNull(files.get(path))
                .content()
                .substring(from)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, rest.length);
        boolean breaks = breaksLeft-- > 0;
        boolean stalls = stallsLeft-- > 0;
        exchange.getResponseBody().write(rest, 0, breaks || stalls ? Math.max(0, 2 - from) : rest.length);
        exchange.getResponseBody().flush();
        if (breaks) {
            awaitArrival();
        }
        if (stalls) {
            awaitStop();
        }
        exchange.close();
    }

    /// Waits until what was sent is in the folder: a client may lose what it has received when the
    /// connection breaks.
    private void awaitArrival() throws IOException {
        for (long arrived = 0; arrived < 2; ) {
            try (Stream<Path> written = Files.list(folder)) {
                arrived = written.mapToLong(file -> file.toFile().length()).sum();
            }
            StandInEndpoint.pause(5);
        }
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void download() throws IOException, InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Hub hub = Hub.at(base, null, HostPolicy.allowing("127.0.0.1")).withSilence(silence);
        new Download(hub, MODEL, folder, (file, bytes, ofBytes) -> {}).run("");
    }

    private void assertHas(String file, String content) throws IOException {
        assertEquals(content, Files.readString(folder.resolve(file)));
    }

    @Test
    void a_small_file_of_the_same_length_but_another_content_is_replaced() throws Exception {
        Files.writeString(folder.resolve("model.onnx"), "howdy\n");
        download();
        assertHas("model.onnx", "hello\n");
        download();
        assertEquals(1, asked.size(), "what is there is not asked for again");
    }

    @Test
    void a_small_file_that_arrives_changed_is_refused() {
        files.put("model.onnx", new Listed("howdy\n", HELLO));
        assertTrue(assertThrows(IOException.class, this::download).toString().contains("checksum"));
        assertFalse(Files.exists(folder.resolve("model.onnx")));
    }

    @Test
    void a_file_that_broke_off_is_continued() throws Exception {
        breaksLeft = 1;
        download();
        assertEquals(List.of("model.onnx null", "model.onnx bytes=2-"), asked);
        assertHas("model.onnx", "hello\n");
    }

    @Test
    void a_file_that_broke_off_is_not_continued_with_another_revision() throws Exception {
        breaksLeft = 5;
        files.put("model.onnx", new Listed("howdy\n", HOWDY));
        assertThrows(IOException.class, this::download);
        asked.clear();
        breaksLeft = 0;
        files.put("model.onnx", new Listed("hello\n", HELLO));
        download();
        assertEquals(List.of("model.onnx null"), asked);
        assertHas("model.onnx", "hello\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/passwd"})
    void a_file_without_a_checksum_is_never_continued(String oid) throws Exception {
        files.put("model.onnx", new Listed("hello\n", oid));
        breaksLeft = 1;
        download();
        assertEquals(List.of("model.onnx null", "model.onnx null"), asked);
        assertHas("model.onnx", "hello\n");
    }

    @Test
    void a_download_that_falls_silent_is_taken_up_again() throws IOException {
        stallsLeft = 1;
        silence = Duration.ofSeconds(2);
        assertTimeoutPreemptively(Duration.ofMinutes(2), this::download);
        assertEquals("model.onnx null", asked.getFirst());
        assertEquals("model.onnx bytes=2-", asked.getLast());
        assertHas("model.onnx", "hello\n");
    }

    @Test
    void all_pages_of_a_listing_are_read() throws Exception {
        filesPerPage = 1;
        files.put("a.json", new Listed("{}", ""));
        files.put("z.json", new Listed("[]", ""));
        download();
        assertHas("a.json", "{}");
        assertHas("z.json", "[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hub.example.org/x", "//[bad", "http://a b/"})
    void a_redirect_never_leads_from_https_to_http_or_nowhere(String location) throws IOException {
        URI from = URI.create("https://hub.example.org/file");
        assertThrows(IOException.class, () -> Hub.target(from, location));
        assertEquals(
                "https://cdn.example.org/f",
                Hub.target(from, "//cdn.example.org/f").toString());
    }
}
