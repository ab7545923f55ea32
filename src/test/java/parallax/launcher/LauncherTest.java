package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LauncherTest {
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
            if [ -n "${FAKE_MAVEN_RUNS_NOTHING:-}" ]; then echo '[INFO] BUILD SUCCESS'; exit; fi
            if [ -n "${FAKE_TESTS_FAIL:-}" ]; then
              echo '[ERROR] Tests run: 7, Failures: 1, Errors: 0, Skipped: 1'
              echo '[ERROR] There are test failures.'
            fi
            echo '[WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1'
            echo '[INFO] BUILD SUCCESS'
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path source;

    private record Outcome(int status, String out, String err) {}

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

    @Test
    void the_first_call_builds_and_the_second_does_not() throws Exception {
        Outcome first = parallax("verify-store", "--data", "my data");
        assertEquals(0, first.status(), first.err());
        assertEquals(
                "java --enable-native-access=ALL-UNNAMED -Dparallax.home=" + home.toRealPath() + " -jar "
                        + home.toRealPath().resolve("src/target/quarkus-app/quarkus-run.jar")
                        + " verify-store --data my data\n",
                first.out());
        assertEquals(0, parallax("verify-store").status());
        assertEquals(1, builds());
    }

    @Test
    void a_newer_source_is_built_and_an_older_one_is_not() throws Exception {
        parallax("export");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        parallax("export");
        assertEquals(2, builds());
    }

    @Test
    void a_deleted_source_is_noticed() throws Exception {
        parallax("export");
        Files.setLastModifiedTime(
                home.resolve("target/launcher/built"),
                FileTime.from(Instant.now().minusSeconds(5)));
        Files.setLastModifiedTime(
                source.resolveSibling(""), FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(
                home.resolve("pom.xml"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.delete(source);
        parallax("export");
        assertEquals(2, builds());
    }

    @Test
    void a_failed_build_says_so_and_is_tried_again() throws Exception {
        Outcome failed = parallax(Map.of("FAKE_MAVEN_FAILS", "1"), home, "demo");
        assertEquals(1, failed.status());
        assertEquals("", failed.out());
        assertTrue(failed.err().contains("a compiler error"), failed.err());
        assertEquals(0, parallax("demo").status());
        assertEquals(2, builds());
    }

    @Test
    void two_calls_at_once_build_once() throws Exception {
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(start(Map.of("FAKE_MAVEN_SECONDS", "1"), home, home.resolve("parallax"), "export"));
        }
        for (Process call : calls) {
            assertEquals(0, outcome(call).status());
        }
        assertEquals(1, builds());
    }

    @Test
    void what_is_running_is_not_rebuilt_under_its_feet() throws Exception {
        Process running = start(Map.of(), home, home.resolve("parallax"), "run", "wait");
        try (var said = running.inputReader(StandardCharsets.UTF_8)) {
            said.readLine();
            assertEquals("waiting", said.readLine());
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
            Outcome beside = parallax("export");
            assertEquals(0, beside.status());
            assertTrue(beside.err().contains("running it as it is"), beside.err());
            assertEquals(1, builds());
            running.toHandle().destroy();
            assertTrue(running.waitFor(1, TimeUnit.MINUTES), "SIGTERM reaches the JVM");
            assertEquals(143, running.exitValue());
        }
        parallax("export");
        assertEquals(2, builds());
    }

    @Test
    void it_works_from_anywhere_and_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("px"), Path.of("clone", "parallax"));
        Outcome outcome = outcome(start(Map.of(), Path.of("/"), link, "export"));
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("-Dparallax.home=" + home.toRealPath()), outcome.out());
    }

    @Test
    void an_unknown_verb_ends_with_status_2_and_points_to_help() throws Exception {
        Outcome outcome = parallax("rnu");
        assertEquals(2, outcome.status());
        assertEquals("parallax: There is no verb \"rnu\"; 'parallax help' lists them.\n", outcome.err());
        assertEquals(0, builds());
    }

    @Test
    void help_lists_every_verb_without_building() throws Exception {
        Outcome outcome = parallax("help");
        assertEquals(0, outcome.status());
        for (String verb : List.of(
                "run", "demo", "test", "import", "export", "verify-store", "audit-trail", "reset-password", "help")) {
            assertTrue(outcome.out().matches("(?s).*\n  " + verb + "  .*"), verb);
        }
        assertEquals(0, builds());
    }

    @Test
    void help_of_a_verb_is_asked_of_the_verb() throws Exception {
        assertTrue(parallax("help", "import").out().endsWith(" import --help\n"));
        assertTrue(parallax("help", "test").out().startsWith("usage: parallax test [--thorough] [NAME]"));
    }

    @Test
    void analyze_runs_its_own_main_class_instead_of_the_application() throws Exception {
        Outcome outcome = parallax("analyze", "ratings.csv", "--item", "item id");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
    @Test
    void every_verb_says_the_version_without_building() throws Exception {
        for (String verb : List.of("run", "analyze", "generate", "model", "test", "dev", "jdk")) {
            assertEquals("parallax 7.8.9\n", parallax(verb, "--version").out());
        }
        assertEquals("parallax 7.8.9\n", parallax("--version").out());
        assertEquals(0, builds());
    }

                outcome.out().endsWith(" parallax.dataset.findings.AnalyzeCommand ratings.csv --item item id\n"),
                outcome.out());
        assertFalse(outcome.out().contains("quarkus-run.jar"), outcome.out());
    }

    @Test
    void a_jdk_that_is_too_old_is_refused_in_one_sentence() throws Exception {
        makeJdk(folder.resolve("old"), "24.0.1");
        Outcome outcome =
                parallax(Map.of("PARALLAX_JAVA_HOME", folder.resolve("old").toString()), home, "run");
        assertEquals(1, outcome.status());
        assertEquals(
                "parallax: PARALLAX_JAVA_HOME (" + folder.resolve("old") + ") is no JDK 25 or newer.\n", outcome.err());
    }

    @Test
    void it_tells_which_jdk_it_uses() throws Exception {
        assertEquals(
                folder.resolve("jdk") + "\n", parallax(Map.of(), home, "jdk").out());
    }

    @Test
    void a_maven_that_is_too_old_is_refused_in_one_sentence() throws Exception {
        Outcome outcome = parallax(Map.of("FAKE_MAVEN_VERSION", "3.8.6"), home, "run");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("Please install Maven 3.8.7 or newer."), outcome.err());
        assertEquals(
                0,
                parallax(Map.of("FAKE_MAVEN_VERSION", "3.10.0"), home, "export").status(),
                "3.10 is newer");
    }

    @Test
    void test_prints_the_closing_lines_and_counts_as_a_build() throws Exception {
        Outcome outcome = parallax("test", "--thorough");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "[WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1\n[INFO] BUILD SUCCESS\n", outcome.out());
        assertTrue(Files.readString(home.resolve("calls")).contains("-P thorough verify"));
        parallax("export");
        assertEquals(1, builds());
    }

    @Test
    void test_ends_with_mavens_status() throws Exception {
        Outcome outcome = parallax(Map.of("FAKE_MAVEN_FAILS", "1"), home, "test");
        assertEquals(1, outcome.status());
        assertEquals(2, parallax("test", "--fast").status());
    }

    @Test
    void a_red_test_ends_with_status_1_although_every_module_ran_to_its_end() throws Exception {
        Outcome outcome = parallax(Map.of("FAKE_TESTS_FAIL", "1"), home, "test");
        assertEquals(1, outcome.status());
        assertEquals("""
                [ERROR] Tests run: 7, Failures: 1, Errors: 0, Skipped: 1
                [WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1
                """, outcome.out());
        assertTrue(outcome.err().contains("parallax: Tests failed: "), outcome.err());
        assertTrue(Files.readString(home.resolve("calls")).contains("-fae -Dmaven.test.failure.ignore=true verify"));
    }

    @Test
    void one_test_runs_in_the_module_that_holds_it() throws Exception {
        testClass("analytics/src/test/java/parallax/analytics/KernelTest.java");
        testClass("model-runner/engine/src/test/java/parallax/runner/EngineTest.java");
        testClass("src/test/java/parallax/durability/CrashIT.java");
        assertEquals(0, parallax("test", "KernelTest#adds").status());
        assertEquals(0, parallax("test", "parallax.runner.EngineTest").status());
        assertEquals(0, parallax("test", "--thorough", "CrashIT").status());
        List<String> calls = Files.readAllLines(home.resolve("calls"));
        assertTrue(calls.get(0).contains("-pl analytics -am -Dtest=KernelTest#adds"), calls.get(0));
        assertTrue(calls.get(0).endsWith(" test"), calls.get(0));
        assertTrue(calls.get(1).contains("-pl model-runner/engine -am -Dtest=EngineTest"), calls.get(1));
        assertTrue(calls.get(2).contains("-P thorough -pl src -am -Dtest=CrashIT"), calls.get(2));
        assertTrue(calls.get(2).endsWith(" -Dunit-tests.skipped=true integration-test"), calls.get(2));
        assertTrue(Files.notExists(home.resolve("target/launcher/built")), "one test is no build");
    }

    @Test
    void a_test_that_does_not_exist_is_named() throws Exception {
        testClass("src/test/java/parallax/store/BackupTest.java");
        assertEquals(
                "parallax: There is no test class BakupTest.\n",
                parallax("test", "BakupTest").err());
        Outcome outcome = parallax(Map.of("FAKE_MAVEN_RUNS_NOTHING", "1"), home, "test", "BackupTest#nothing");
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("parallax: No test is called BackupTest#nothing.\n"), outcome.err());
    }

    @Test
    void dev_runs_the_sources_with_a_data_folder_of_its_own() throws Exception {
        Outcome outcome = parallax("dev", "--port", "8081");
        assertEquals(0, outcome.status(), outcome.err());
        String call = Files.readString(home.resolve("calls"));
        assertTrue(call.contains(" -pl src -am "), call);
        assertTrue(
                call.contains("-Dquarkus.args=run \"--port\" \"8081\" --data \"" + home.toRealPath() + "/data-dev\""),
                call);
        assertTrue(call.endsWith(" compile quarkus:dev\n"), call);
    }

    @Test
    void dev_fetches_a_newer_maven_through_one_that_is_too_old_for_it() throws Exception {
        Outcome outcome = parallax(Map.of("FAKE_MAVEN_VERSION", "3.8.7"), home, "dev");
        assertEquals(1, outcome.status());
        assertTrue(Files.readString(home.resolve("calls"))
                .contains(" dependency:copy -Dartifact=org.apache.maven:apache-maven:3.9.11:tar.gz:bin "));
    }

    private void testClass(String name) throws IOException {
        Files.createDirectories(home.resolve(name).resolveSibling(""));
        Files.writeString(home.resolve(name), "class");
    }

    private long builds() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private Outcome parallax(String... arguments) throws Exception {
        return parallax(Map.of(), home, arguments);
    }

    private Outcome parallax(Map<String, String> environment, Path from, String... arguments) throws Exception {
        return outcome(start(environment, from, home.resolve("parallax"), arguments));
    }

    private Process start(Map<String, String> environment, Path from, Path script, String... arguments)
            throws IOException {
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

    private static Outcome outcome(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    private static void makeJdk(Path jdk, String version) throws IOException {
        executable(jdk.resolve("bin/java"), JAVA);
        executable(jdk.resolve("bin/javac"), "#!/bin/bash\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
