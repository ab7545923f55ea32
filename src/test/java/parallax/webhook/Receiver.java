package parallax.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Somebody's server that takes events, or does not.
public final class Receiver implements AutoCloseable {
    /// It waits longer than anybody who sends.
    public static final int SILENCE = 0;

    private final HttpServer server;
    private final List<Got> all = new CopyOnWriteArrayList<>();
    private final Queue<Integer> next = new ArrayDeque<>();

    /// A request as it came.
    public record Got(String path, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// Answers the requests that come next with these, one each, and with 204 afterwards.
    public synchronized void answers(Integer... statuses) {
        next.addAll(List.of(statuses));
    }

    private synchronized int status() {
        Integer status = next.poll();
        return status == null ? 204 : status;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        all.add(new Got(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
        int status = status();
        if (status == SILENCE) {
            return; // the exchange stays open until the other end has had enough
        }
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", address() + "elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// `http://127.0.0.1:PORT/`
    public String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Got> all() {
        return List.copyOf(all);
    }

    /// The events that it was sent, in order.
    public List<String> events() {
        return all.stream().map(got -> got.header("Parallax-Event")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
