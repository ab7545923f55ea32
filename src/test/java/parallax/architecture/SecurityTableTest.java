package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every line of the table of security names what shows it, or says that nothing does.
class SecurityTableTest {
    private static final Path TABLE = Repository.ROOT.resolve("docs/reference/security.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @Test
    void every_test_that_the_table_names_exists() {
        Set<String> tests = Repository.files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        rows().forEach(row -> NAMED.matcher(row).results().map(m -> m.group(1)).forEach(named::add));
        assertTrue(named.size() > 20, named::toString);
        named.removeAll(tests);
        assertEquals(Set.of(), named);
    }

    @Test
    void every_line_has_a_test_a_command_a_page_or_an_honest_no() {
        List<String> bare = rows().stream()
                .filter(row -> !NAMED.matcher(row).find())
                .filter(row -> !row.contains("**no**") && !row.contains("**not tested**"))
                .filter(row -> !row.contains("`mvn ") && !row.contains("](../how-to/"))
                .toList();
        assertEquals(List.of(), bare);
    }

    private static List<String> rows() {
        return Repository.lines(TABLE).stream()
                .filter(line -> line.matches("\\| V\\d.*"))
                .toList();
    }
}
