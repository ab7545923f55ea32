package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live reload as a developer uses it, on a copy of the tree in a folder whose name has a blank.
class DevIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> NEEDED =
            List.of("parallax", "pom.xml", "analytics", "model-runner", "src", "migrations", "rater-ui");
    /// What Maven compiled is taken along with its dates, so that nothing is compiled but what changes.
    private static final Set<String> OF_TARGET = Set.of("classes", "maven-status");

    private static final Path PAGE = Path.of("src/main/java/parallax/identity/SignInResource.java");
    private static final Path TEMPLATE = Path.of("rater-ui/web/templates/identity/sign-in-page.html");

    @TempDir
    Path folder;

    private Path clone;
    private int port;
    private Process dev;

    @BeforeEach
    void a_developer_starts_it() throws IOException {
        clone = folder.resolve("a clone");
        for (String name : NEEDED) {
            copy(ROOT.resolve(name), clone.resolve(name));
        }
        port = freePort();
        ProcessBuilder launcher = new ProcessBuilder(
                        clone.resolve("parallax").toString(), "dev", "--port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        launcher.environment().keySet().removeIf(name -> name.startsWith("PARALLAX_"));
        launcher.environment().put("PARALLAX_JAVA_HOME", System.getProperty("java.home"));
        launcher.environment().put("MAVEN_ARGS", "-Dmaven.compiler.useIncrementalCompilation=false");
        dev = launcher.start();
    }

    @AfterEach
    void the_developer_stops_it_and_nothing_runs_on() throws Exception {
        List<ProcessHandle> below = dev.descendants().toList();
        dev.toHandle().destroy();
        assertTrue(dev.waitFor(60, TimeUnit.SECONDS), "SIGTERM ends it");
        for (ProcessHandle process : below) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_change_of_a_template_and_one_of_java_are_served_with_the_next_request() throws Exception {
        assertTrue(await("Sign in", Duration.ofMinutes(8)).contains("value=\"\""), "as the sources have it");

        edit(TEMPLATE, "<h1>Sign in</h1>", "<h1>Sign in, edited</h1>");
        await("<h1>Sign in, edited</h1>", Duration.ofMinutes(1));

        edit(PAGE, "pages.page(\"\", \"\", request)", "pages.page(\"edited@example.org\", \"\", request)");
        await("value=\"edited@example.org\"", Duration.ofMinutes(1));

        assertTrue(dev.isAlive(), "one process from beginning to end");
        assertEquals(1, startsOfMaven());
    }

    private void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(clone.resolve(file));
        assertTrue(text.contains(from), file + " has no " + from);
        Files.writeString(clone.resolve(file), text.replace(from, to));
    }

    /// The sign-in page once it holds some text.
    private String await(String text, Duration limit) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sign-in"))
                .timeout(limit)
                .build();
        String page = "";
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!page.contains(text)) {
                assertTrue(dev.isAlive() && System.nanoTime() < deadline, () -> "never served: " + text + "\n" + end());
                try {
                    page = client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (IOException notYet) {
                    Thread.sleep(100);
                }
            }
        }
        return page;
    }

    private long startsOfMaven() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("Scanning for projects")).count();
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String end() {
        try {
            String said = Files.readString(log());
            return said.substring(Math.max(0, said.length() - 4_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.createDirectories(to.resolveSibling(""));
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            return;
        }
        try (Stream<Path> inside = Files.list(from)) {
            for (Path file : inside.toList()) {
                String name = file.getFileName().toString();
                boolean wanted = from.endsWith("target") ? OF_TARGET.contains(name) : !name.equals("node_modules");
                if (wanted) {
                    copy(file, to.resolve(name));
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
