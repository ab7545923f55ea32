package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;

/// A local server that speaks the OpenAI chat protocol and answers what a test tells it to, in turn;
/// without an answer left it fails.
final class StandInEndpoint implements AutoCloseable {
    /// How one request is answered.
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    static final String END = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Long> askedAtMs = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    StandInEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        askedAtMs.add(System.nanoTime() / 1_000_000);
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        asked.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        Answer answer = answers.poll();
        (answer == null ? status(500, "") : answer).give(exchange);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    Queue<JsonNode> asked() {
        return asked;
    }

    /// When each request came, in milliseconds of one clock.
    List<Long> askedAtMs() {
        return List.copyOf(askedAtMs);
    }

    Queue<String> keys() {
        return keys;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    static Answer status(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer events(String... events) {
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

    /// Gives one answer, then holds the connection open without a word until the endpoint is closed.
    Answer thenSilence(Answer first) {
        return exchange -> {
            first.give(exchange);
            silence();
        };
    }

    /// Says nothing until the endpoint is closed.
    void silence() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String piece(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":" + new ObjectMapper().valueToTree(text) + "}}]}";
    }

    static GenerationRequest request() {
        SamplerSettings sampler = SamplerSettings.sampling(0.7, 50).withTopK(20).withStops(List.of(), List.of("END"));
        return new GenerationRequest(4, 2, ModelInput.ofPrompt("Hi"), sampler, 9);
    }

    static Outcome.Generated generated(PendingGeneration pending) {
        return assertInstanceOf(
                Outcome.Generated.class, pending.await(), () -> pending.await().toString());
    }

    static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
