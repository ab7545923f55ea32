package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A clone with the launcher, and with a JDK and a Maven that only say what they were called with.
@Timeout(600)
abstract class LauncherClone {
    /// Says what it was called with; `wait` keeps it running until SIGTERM, which it answers as a JVM
    /// does.
    private static final String JAVA = """
            #!/bin/bash
            echo "java $*"
            case "$*" in *wait*) trap 'exit 143' TERM; echo waiting; while :; do read -t 0.1 <> <(:); done ;; esac
            """;

    /// Counts its calls and makes what a build makes.
    private static final String MAVEN = """
            #!/bin/bash
            if [ "$1" = -v ]; then echo "Apache Maven ${FAKE_MAVEN_VERSION:-3.9.9} (x)"; exit; fi
            home=$(dirname "${@:4:1}")
            echo "mvn $*" >> "$home/calls"
            sleep "${FAKE_MAVEN_SECONDS:-0}"
            [ -z "${FAKE_MAVEN_FAILS:-}" ] || { echo 'a compiler error'; exit 1; }
            mkdir -p "$home/src/target/quarkus-app" && touch "$home/src/target/quarkus-app/quarkus-run.jar"
            case "$*" in *mutationCoverage)
              echo '>> Generated 583 mutations Killed 567 (97%)'
              echo "[INFO] BUILD ${FAKE_MUTANTS:-SUCCESS}"
              [ -z "${FAKE_MUTANTS:-}" ]; exit ;;
            esac
            if [ -n "${FAKE_MAVEN_RUNS_NOTHING:-}" ]; then echo '[INFO] BUILD SUCCESS'; exit; fi
            if [ -n "${FAKE_TESTS_FAIL:-}" ]; then
              echo '[ERROR] Tests run: 7, Failures: 1, Errors: 0, Skipped: 1'
              echo '[ERROR] There are test failures.'
            fi
            echo '[WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1'
            echo '[INFO] BUILD SUCCESS'
            """;

    @TempDir
    Path folder = Path.of("");

    Path home = Path.of("");
    Path source = Path.of("");

    record Outcome(int status, String out, String err) {}

    @BeforeEach
    void a_clone_with_a_jdk_and_maven() throws IOException {
        home = Files.createDirectories(folder.resolve("clone"));
        Files.copy(Path.of("..", "parallax"), home.resolve("parallax"));
        assertTrue(home.resolve("parallax").toFile().setExecutable(true));
        source = home.resolve("src/main/Main.java");
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(source, "class Main {}");
        Files.writeString(
                home.resolve("pom.xml"),
                "<?xml version=\"1.0\"?>\n<project>\n  <version>7.8.9</version>\n</project>\n");
        makeJdk(folder.resolve("jdk"), "25.0.3");
        executable(folder.resolve("bin/mvn"), MAVEN);
        executable(folder.resolve("bin/chromium"), "#!/bin/bash\n");
    }

    long builds() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    Outcome parallax(String... arguments) throws Exception {
        return parallax(Map.of(), home, arguments);
    }

    Outcome parallax(Map<String, String> environment, Path from, String... arguments) throws Exception {
        return outcome(start(environment, from, home.resolve("parallax"), arguments));
    }

    Process start(Map<String, String> environment, Path from, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARALLAX_"));
        builder.environment().put("PARALLAX_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("MAVEN_HOME", "/nowhere");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Outcome outcome(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    static void makeJdk(Path jdk, String version) throws IOException {
        executable(jdk.resolve("bin/java"), JAVA);
        executable(jdk.resolve("bin/javac"), "#!/bin/bash\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
