package parallax.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Models for generation runs: a models folder with a tiny model and its adapter, and a local server that
/// speaks the OpenAI chat protocol.
public final class ModelsResource implements QuarkusTestResourceLifecycleManager {
    static final String TINY = "tiny";
    static final String ADAPTER = "tone.onnx_adapter";
    static final String SERVED = "stand-in, served elsewhere";
    static final Queue<JsonNode> ASKED = new ConcurrentLinkedQueue<>();

    private static final Path FIXTURE = Path.of("../model-runner/src/test/resources/fixtures/models/llama-lora");
    private static final int VOCABULARY = 64;

    private @Nullable HttpServer server;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("parallax-models");
            tinyModel(folder.resolve(TINY));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/chat/completions", ModelsResource::reply);
            server.start();
            return Map.of(
                    "parallax.models",
                    folder.toString(),
                    "parallax.served-models.stand-in.base",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                    "parallax.served-models.stand-in.model",
                    "big-model",
                    "parallax.served-models.stand-in.concurrent",
                    "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The fixture with a tokenizer whose words are w0 to w63.
    private static void tinyModel(Path into) throws IOException {
        Files.createDirectories(into);
        try (Stream<Path> files = Files.list(FIXTURE)) {
            for (Path file : files.toList()) {
                Files.copy(file, into.resolve(file.getFileName()));
            }
        }
        String words = IntStream.range(0, VOCABULARY)
                .mapToObj(id -> "\"w" + id + "\":" + id)
                .collect(Collectors.joining(",", "{", "}"));
        Files.writeString(into.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "vocab": %s, "unk_token": "w0"}}""".formatted(words));
        Files.writeString(
                into.resolve("tokenizer_config.json"), "{\"chat_template\": \"{{ messages[-1]['content'] }}\"}");
    }

    /// Streams “You said: …”; a prompt that says “fail” is refused.
    private static void reply(HttpExchange exchange) throws IOException {
        JsonNode request = new ObjectMapper().readTree(exchange.getRequestBody());
        ASKED.add(request);
        String said = request.get("messages").get(0).get("content").asText();
        if (said.contains("fail")) {
            exchange.sendResponseHeaders(400, 0);
            exchange.getResponseBody().write("refused \u0000".getBytes(StandardCharsets.UTF_8));
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String piece : List.of("You ", "said: ", said)) {
            write(exchange, "{\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"},\"finish_reason\":null}]}");
        }
        write(exchange, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        write(exchange, "[DONE]");
        exchange.close();
    }

    private static void write(HttpExchange exchange, String data) throws IOException {
        exchange.getResponseBody().write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
