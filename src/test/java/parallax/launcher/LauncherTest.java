package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parallax.Verbs;
import picocli.CommandLine.Command;

class LauncherTest extends LauncherClone {
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
    void a_start_that_was_rehearsed_is_used_in_a_folder_with_a_blank_too() throws Exception {
        Path spaced = folder.resolve("my clone");
        Files.move(home, spaced);
        home = spaced;
        parallax("verify-store");
        Path cache = home.toRealPath().resolve("src/target/quarkus-app/app.aot");
        Files.writeString(cache, "what a rehearsal wrote down");
        String started = parallax("verify-store").out();
        assertTrue(started.startsWith("java -XX:AOTCache=" + cache + " -Xlog:aot*=off"), started);
    }

    @Test
    void what_a_build_leaves_beside_its_sources_is_no_newer_source() throws Exception {
        Files.createDirectories(home.resolve("rater-ui/web"));
        parallax("export");
        Files.createDirectories(home.resolve("rater-ui/target"));
        Files.setLastModifiedTime(
                home.resolve("rater-ui"), FileTime.from(Instant.now().plusSeconds(5)));
        parallax("export");
        assertEquals(1, builds());
    }

    @Test
    void every_verb_of_the_application_is_one_of_the_launchers() throws Exception {
        String help = parallax("help").out();
        Class<?>[] verbs = Verbs.class.getAnnotation(Command.class).subcommands();
        assertTrue(verbs.length > 10, "the application's verbs");
        for (Class<?> verb : verbs) {
            String name = verb.getAnnotation(Command.class).name();
            assertTrue(help.contains("\n  " + name + " "), name);
            assertEquals(0, parallax(name).status(), name);
        }
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
                "run",
                "demo",
                "test",
                "import",
                "export",
                "verify-store",
                "audit-trail",
                "erase",
                "installation",
                "reset-password",
                "reset-second-factor",
                "help")) {
            assertTrue(outcome.out().matches("(?s).*\n  " + verb + "  .*"), verb);
        }
        assertEquals(0, builds());
    }

    @Test
    void every_verb_says_the_version_without_building() throws Exception {
        for (String verb : List.of("run", "analyze", "generate", "model", "test", "dev", "jdk")) {
            assertEquals("parallax 7.8.9\n", parallax(verb, "--version").out());
        }
        assertEquals("parallax 7.8.9\n", parallax("--version").out());
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
                "parallax: PARALLAX_JAVA_HOME (" + folder.resolve("old") + ") is not a JDK 25 or newer.\n",
                outcome.err());
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
}
