package parallax.island;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What islands decide, without a browser: `src/test/islands` holds a test for each, in its own language, and
/// the folder of each type of question its own. What they do to a page is told by the browser stories.
class IslandLogicTest {
    private static final Path TESTS = Path.of("src/test/islands");
    private static final Path QUESTIONS = Path.of("web/templates/judgment/question");
    private static final Pattern REGISTERED = Pattern.compile("register\\(\"([a-z-]+)\"");

    private static Deno deno;

    @BeforeAll
    static void what_runs_them(@TempDir Path tools) throws IOException {
        deno = Deno.unpackedInto(tools);
    }

    @Test
    void islands_decide_as_their_tests_say() throws Exception {
        Deno.Outcome outcome = run(TESTS);
        assertEquals(0, outcome.status(), () -> String.join("\n", outcome.lines()));
        assertTrue(outcome.lines().getLast().matches("|ok \\| [1-9].*"), outcome.lines()::toString);
    }

    @Test
    void a_wrong_decision_is_told_with_the_name_of_its_test(@TempDir Path folder) throws Exception {
        Path test = folder.resolve("sum.test.ts");
        Files.writeString(test, """
                import assert from "node:assert/strict";
                Deno.test("one and one are three", () => assert.equal(1 + 1, 3));
                """);
        Deno.Outcome outcome = run(test);
        assertEquals(1, outcome.status());
        assertTrue(outcome.lines().stream().anyMatch(line -> line.startsWith("one and one are three ... FAILED")));
    }

    @Test
    void every_island_has_its_test() throws IOException {
        String registrations = Files.readString(Path.of("web/templates/index.ts"));
        var islands = REGISTERED
                .matcher(registrations)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(islands.size() >= 16, islands.toString());
        try (Stream<Path> files = Files.list(TESTS)) {
            files.forEach(file -> islands.remove(file.getFileName().toString().replace(".test.ts", "")));
        }
        assertEquals(new TreeSet<String>(), islands, "islands without a test");
    }

    @Test
    void types_of_questions_decide_as_their_tests_say() throws Exception {
        Deno.Outcome outcome = run(QUESTIONS);
        assertEquals(0, outcome.status(), () -> String.join("\n", outcome.lines()));
    }

    @Test
    void a_type_of_question_is_a_folder_with_its_template_style_behaviour_and_test() throws IOException {
        String kinds = Files.readString(QUESTIONS.resolve("kinds.ts"));
        var lacking = new TreeSet<String>();
        try (Stream<Path> folders = Files.list(QUESTIONS).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                String type = folder.getFileName().toString();
                Stream.of(".html", ".css", ".ts", ".test.ts")
                        .map(ending -> folder.resolve(type + ending))
                        .filter(file -> !Files.exists(file))
                        .forEach(file -> lacking.add(file.toString()));
                if (!kinds.contains("\"" + type + "\": ")) {
                    lacking.add(type + " in kinds.ts");
                }
            }
        }
        assertEquals(new TreeSet<String>(), lacking);
    }

    @Test
    void every_style_is_bundled() throws IOException {
        Path root = Path.of("web/templates");
        String index = Files.readString(root.resolve("index.ts"));
        try (Stream<Path> files = Files.walk(root)) {
            List<String> forgotten = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".css"))
                    .filter(name -> !index.contains("import \"./" + name + "\";"))
                    .toList();
            assertEquals(List.of(), forgotten);
        }
    }

    private static Deno.Outcome run(Path tests) throws IOException, InterruptedException {
        return deno.run(List.of(
                "test",
                "--no-prompt",
                "--no-check",
                "--no-lock",
                "--no-config",
                "--unstable-sloppy-imports",
                tests.toString()));
    }
}
