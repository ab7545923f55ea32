package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;

/// Against a local server that speaks the OpenAI chat protocol.
class RemoteEngineTest {
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    RemoteEngineTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    @BeforeEach
    void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", exchange -> {
            asked.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Answer answer = answers.poll();
            (answer == null ? status(500, "") : answer).give(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RemoteEngine engine() {
        return engine(Duration.ofSeconds(20));
    }

    private RemoteEngine engine(Duration silence) {
        Endpoint endpoint = new Endpoint(base(), "big-model", "k3y", 2, 0, 3, Duration.ofMillis(5), silence);
        return RemoteEngine.open(endpoint, HostPolicy.allowing("127.0.0.1"));
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    private static Answer status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Answer events(String... events) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (String event : events) {
                out.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        };
    }

    private static String piece(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":" + new ObjectMapper().valueToTree(text) + "}}]}";
    }

    private static final String END = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";

    private static GenerationRequest request() {
        SamplerSettings sampler = SamplerSettings.sampling(0.7, 50).withTopK(20).withStops(List.of(), List.of("END"));
        return new GenerationRequest(4, 2, ModelInput.ofPrompt("Hi"), sampler, 9);
    }

    private static Outcome.Generated generated(PendingGeneration pending) {
        return assertInstanceOf(
                Outcome.Generated.class, pending.await(), () -> pending.await().toString());
    }

    private static String failure(PendingGeneration pending) {
        return assertInstanceOf(Outcome.Failed.class, pending.await()).reason();
    }

    @Test
    void a_streamed_reply_arrives_in_pieces_with_its_provenance() {
        answers.add(events(": comment", piece("Grüß"), piece(" dich 👋"), piece("!"), END, USAGE, "data: [DONE]"));
        List<String> pieces = new ArrayList<>();
        try (RemoteEngine engine = engine()) {
            Outcome.Generated reply = generated(engine.submit(request(), pieces::add));
            assertEquals("Grüß dich 👋!", reply.text());
            assertEquals(List.of("Grüß", " dich 👋", "!"), pieces);
            assertEquals(FinishReason.STOP, reply.finishReason());
            assertEquals(7, reply.provenance().promptTokens());
            assertEquals(3, reply.provenance().generatedTokens());
            assertEquals("big-model", reply.provenance().model());
        }
        JsonNode body = asked.remove();
        assertEquals("user", body.at("/messages/0/role").asText());
        assertEquals(20, body.get("top_k").asInt());
        assertEquals("END", body.at("/stop/0").asText());
        assertEquals(50, body.get("max_tokens").asInt());
        assertEquals("Bearer k3y", keys.remove());
    }

    @Test
    void a_server_that_does_not_stream_is_understood() {
        String whole = "{\"choices\":[{\"message\":{\"content\":\"Yes.\"},\"finish_reason\":\"length\"}]}";
        answers.add(status(200, whole, "Content-Type", "application/json"));
        try (RemoteEngine engine = engine()) {
            Outcome.Generated reply = generated(engine.submit(request()));
            assertEquals("Yes.", reply.text());
            assertEquals(FinishReason.LENGTH, reply.finishReason());
        }
    }

    @Test
    void errors_that_may_pass_are_retried_with_the_same_seed() {
        answers.add(status(503, "busy"));
        answers.add(status(429, "{\"error\":{\"message\":\"slow down\"}}", "Retry-After", "0"));
        answers.add(events(piece("ok"), END));
        try (RemoteEngine engine = engine()) {
            assertEquals("ok", generated(engine.submit(request())).text());
        }
        assertEquals(3, asked.size());
        assertEquals(
                1,
                asked.stream().map(body -> body.get("seed").asInt()).distinct().count());
    }

    @Test
    void errors_that_stay_are_told_in_the_endpoints_words() {
        answers.add(status(401, "{\"error\":{\"message\":\"wrong key\"}}"));
        try (RemoteEngine engine = engine()) {
            String reason = failure(engine.submit(request()));
            assertTrue(reason.contains("401") && reason.contains("wrong key") && !reason.contains("k3y"), reason);
        }
        assertEquals(1, asked.size());
    }

    @Test
    void after_all_retries_the_request_fails_and_the_engine_lives() {
        Stream.generate(() -> status(500, "")).limit(4).forEach(answers::add);
        answers.add(events(piece("ok"), END));
        try (RemoteEngine engine = engine()) {
            assertTrue(failure(engine.submit(request())).contains("4 times"));
            assertEquals("ok", generated(engine.submit(request())).text());
        }
    }

    @Test
    void a_reply_that_breaks_off_after_it_was_shown_is_a_failure_not_a_second_reply() {
        answers.add(events(piece("Half a")));
        try (RemoteEngine engine = engine()) {
            assertTrue(failure(engine.submit(request())).contains("broke off"));
        }
        assertEquals(1, asked.size());
    }

    @Test
    void a_silent_endpoint_is_given_up() {
        answers.add(exchange -> {
            events(piece("Hm")).give(exchange);
            pause(5000);
        });
        try (RemoteEngine engine = engine(Duration.ofMillis(700))) {
            long started = System.nanoTime();
            failure(engine.submit(request()));
            assertTrue(System.nanoTime() - started < 4_000_000_000L);
        }
    }

    @Test
    void a_cancelled_request_ends_soon_with_what_was_written() throws InterruptedException {
        answers.add(exchange -> {
            events(piece("Once upon")).give(exchange);
            pause(600);
        });
        try (RemoteEngine engine = engine()) {
            List<String> pieces = java.util.Collections.synchronizedList(new ArrayList<>());
            PendingGeneration pending = engine.submit(request(), pieces::add);
            for (int i = 0; i < 200 && pieces.isEmpty(); i++) {
                Thread.sleep(10);
            }
            pending.cancel();
            assertEquals(FinishReason.CANCELLED, generated(pending).finishReason());
            assertEquals("Once upon", generated(pending).text());
        }
    }

    @Test
    void redirects_are_not_followed() {
        answers.add(status(302, "", "Location", "http://169.254.169.254/latest"));
        try (RemoteEngine engine = engine()) {
            assertTrue(failure(engine.submit(request())).contains("302"));
        }
        assertEquals(1, asked.size());
    }

    @Test
    void only_listed_hosts_are_contacted() {
        HostPolicy policy = HostPolicy.allowing("127.0.0.1", "api.example.org");
        for (String address : List.of(
                "http://169.254.169.254/v1",
                "http://localhost/v1",
                "http://10.0.0.1/v1",
                "file:///etc/passwd",
                "http://user:pass@127.0.0.1/v1",
                "http://[::1]/v1",
                "gopher://127.0.0.1/")) {
            Endpoint endpoint = Endpoint.of(URI.create(address), "m", null);
            assertThrows(IllegalArgumentException.class, () -> RemoteEngine.open(endpoint, policy), address);
        }
    }

    @Test
    void a_key_is_not_sent_over_plain_http_to_another_machine() {
        HostPolicy policy = HostPolicy.allowing("192.0.2.7");
        Endpoint endpoint = Endpoint.of(URI.create("http://192.0.2.7/v1"), "m", "secret");
        var refusal = assertThrows(IllegalArgumentException.class, () -> RemoteEngine.open(endpoint, policy));
        assertTrue(String.valueOf(refusal.getMessage()).contains("plain http"));
        assertTrue(!endpoint.toString().contains("secret"));
    }

    @Test
    void closing_ends_what_runs() {
        answers.add(exchange -> {
            events(piece("a")).give(exchange);
            pause(600);
        });
        PendingGeneration pending;
        try (RemoteEngine engine = engine()) {
            pending = engine.submit(request());
        }
        assertTrue(pending.outcome().isDone());
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
