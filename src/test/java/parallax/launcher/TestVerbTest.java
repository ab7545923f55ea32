package parallax.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The verb `test`.
class TestVerbTest extends LauncherClone {
    private static final String MUTATIONS = " org.pitest:pitest-maven:mutationCoverage";

    @Test
    void test_prints_the_closing_lines_and_counts_as_a_build() throws Exception {
        Outcome outcome = parallax("test");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                "[WARNING] Tests run: 7, Failures: 0, Errors: 0, Skipped: 1\n[INFO] BUILD SUCCESS\n", outcome.out());
        parallax("export");
        assertEquals(1, builds());
    }

    @Test
    void thorough_carries_out_every_campaign_whatever_is_red_before_it() throws Exception {
        Outcome outcome = parallax(Map.of("FAKE_TESTS_FAIL", "1"), home, "test", "--thorough");
        assertEquals(1, outcome.status());
        List<String> calls = Files.readAllLines(home.resolve("calls"));
        assertEquals(2, calls.size(), calls.toString());
        assertTrue(calls.get(0).endsWith("-fae -Dmaven.test.failure.ignore=true -P thorough verify"), calls.get(0));
        assertTrue(calls.get(1).endsWith("-P thorough -pl analytics test-compile" + MUTATIONS), calls.get(1));
        assertEquals(
                1,
                parallax(Map.of("FAKE_MUTANTS", "FAILURE"), home, "test", "--thorough")
                        .status(),
                "mutants that live are red too");
        assertEquals(0, parallax("test", "--thorough").status());
    }

    @Test
    void mutation_tests_run_alone_by_their_name() throws Exception {
        Outcome outcome = parallax("test", "--thorough", "mutations");
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(">> Generated 583 mutations Killed 567 (97%)\n[INFO] BUILD SUCCESS\n", outcome.out());
        List<String> calls = Files.readAllLines(home.resolve("calls"));
        assertEquals(1, calls.size(), calls.toString());
        assertTrue(calls.getFirst().endsWith("-P thorough -pl analytics test-compile" + MUTATIONS), calls.getFirst());
    }

    @Test
    void every_campaign_that_test_names_is_there() throws Exception {
        String help = parallax("test", "--help").out();
        String campaigns = help.substring(help.indexOf("--thorough   "), help.indexOf("mutations "));
        List<String> named = Pattern.compile("\\w+(Test|IT)\\b")
                .matcher(campaigns)
                .results()
                .map(found -> found.group())
                .sorted()
                .toList();
        assertEquals(campaigns(), named);
    }

    /// The tests that do more in the thorough campaign, as their sources say.
    private static List<String> campaigns() throws IOException {
        var found = new TreeSet<String>();
        for (String module :
                List.of(".", "../analytics/src", "../model-runner/src", "../model-runner/chat-template/src")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(TestVerbTest::asksForMore)
                        .forEach(file -> found.add(file.getFileName().toString().replace(".java", "")));
            }
        }
        return List.copyOf(found);
    }

    private static boolean asksForMore(Path test) {
        try {
            return Files.readString(test).matches("(?s).*Boolean\\.getBoolean\\(\"(parallax\\.)?thorough\"\\).*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private void testClass(String name) throws IOException {
        Files.createDirectories(home.resolve(name).resolveSibling(""));
        Files.writeString(home.resolve(name), "class");
    }
}
