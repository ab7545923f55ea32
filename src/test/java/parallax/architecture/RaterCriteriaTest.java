package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.Verbs;
import parallax.identity.AuditAction;
import picocli.CommandLine.Command;

/// The page of what a rater can count on names tests that exist, and ways that exist to set what
/// researchers set.
class RaterCriteriaTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/reference/rater-criteria.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern ISLAND = Pattern.compile("`([\\w-]+\\.test\\.ts)`");
    private static final Pattern ROUTE = Pattern.compile("`((?:GET|PUT|POST|DELETE) /[^`]+)`");

    @Test
    void every_criterion_has_its_row() {
        Set<String> rows = rows().stream()
                .map(row -> row.split("\\|", -1)[1].strip())
                .filter(name -> name.startsWith("R"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = IntStream.rangeClosed(1, 36)
                .filter(n -> n != 29) // there is none in the list that it follows
                .mapToObj(n -> "R" + n)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(wanted, rows);
    }

    @Test
    void every_row_names_a_test_or_says_that_it_is_not_yet() {
        List<String> bare = rows().stream()
                .filter(row -> !TEST.matcher(row).find() && !ISLAND.matcher(row).find() && !row.contains("not yet"))
                .toList();
        assertEquals(List.of(), bare);
    }

    @Test
    void every_test_and_story_that_is_named_exists() throws IOException {
        Map<String, Path> tests = Repository.files(".java").stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, other) -> one));
        Set<String> islands = Repository.files(".test.ts").stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (String row : rows()) {
            ISLAND.matcher(row)
                    .results()
                    .map(m -> m.group(1))
                    .filter(name -> !islands.contains(name))
                    .forEach(missing::add);
            for (var named : TEST.matcher(row).results().toList()) {
                Path file = tests.get(named.group(1));
                String method = named.group(2);
                if (file == null || (method != null && !Files.readString(file).contains("void " + method + "("))) {
                    missing.add(named.group());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void every_way_to_set_something_exists() throws IOException {
        List<String> table = Repository.lines(PAGE).stream()
                .filter(line -> line.contains("/api/v1/"))
                .toList();
        assertTrue(table.size() >= 9, table::toString);
        Set<String> routes =
                Files.readAllLines(Repository.ROOT.resolve("src/test/resources/web/access-matrix.txt")).stream()
                        .map(line -> line.replaceAll("\\s+\\d.*", ""))
                        .collect(Collectors.toSet());
        Set<String> verbs = Arrays.stream(
                        Verbs.class.getAnnotation(Command.class).subcommands())
                .map(verb -> verb.getAnnotation(Command.class).name())
                .collect(Collectors.toSet());
        for (String line : table) {
            String[] cell = line.split("\\|", -1);
            Set<String> named =
                    ROUTE.matcher(line).results().map(m -> m.group(1)).collect(Collectors.toSet());
            named.removeAll(routes);
            assertEquals(Set.of(), named, line);
            assertTrue(quoted(cell[3]).findFirst().filter(verbs::contains).isPresent(), line);
            assertEquals(
                    List.of(),
                    quoted(cell[5])
                            .filter(word -> AuditAction.of(word).isEmpty())
                            .toList(),
                    line);
        }
    }

    private static Stream<String> quoted(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(m -> m.group(1));
    }

    private static List<String> rows() {
        return Repository.lines(PAGE).stream()
                .filter(line -> line.matches("\\| (R\\d+)? ?\\| (?!criterion ).*"))
                .toList();
    }
}
