package parallax.durability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged application as a process of its own, to be killed and started again.
final class ServedApplication implements AutoCloseable {
    /// All raters of a test come from one network address.
    static final String EVERYBODY_FROM_HERE = "-Dparallax.arrivals-per-minute=1000000";

    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    private final Path jar;
    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> javaOptions;
    private final int port;
    private Process process;

    private ServedApplication(
            Path jar, Path folder, Map<String, String> environment, List<String> javaOptions, int port)
            throws IOException {
        this.jar = jar;
        this.folder = folder;
        this.environment = environment;
        this.javaOptions = javaOptions;
        this.port = port;
        this.process = launch();
    }

    /// Starts it on a free port.
    ///
    /// @param folder takes the data folder and the application's log
    static ServedApplication start(Path folder, String... javaOptions) throws IOException, InterruptedException {
        return start(folder, Map.of(), javaOptions);
    }

    /// @param environment set for it beside this process's own
    static ServedApplication start(Path folder, Map<String, String> environment, String... javaOptions)
            throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("parallax.application", "target/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IOException("the application is not packaged: no " + jar.toAbsolutePath());
        }
        Files.createDirectories(folder);
        var application = new ServedApplication(jar, folder, environment, List.of(javaOptions), freePort());
        boolean ready = false;
        try {
            application.awaitReady();
            ready = true;
            return application;
        } finally {
            if (!ready) {
                application.kill();
            }
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path data() {
        return folder.resolve("data");
    }

    long pid() {
        return process.pid();
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReady();
    }

    /// SIGTERM, as an operator stops it.
    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
                throw new IllegalStateException("the application did not stop within 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // a start that was rehearsed when the application was packaged; a JVM that cannot use the file passes over it
        command.addAll(List.of("-XX:AOTCache=" + jar.resolveSibling("app.aot"), "-Xlog:aot*=off", "-Xlog:cds*=off"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString(), "run", "--port", Integer.toString(port), "--data"));
        command.add(data().toString());
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("application.log").toFile()))
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the application did not start; its log ends: " + lastOfLog());
                }
                Thread.sleep(50);
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastOfLog() throws IOException {
        String log = Files.readString(folder.resolve("application.log"));
        return log.substring(Math.max(0, log.length() - 2_000));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
