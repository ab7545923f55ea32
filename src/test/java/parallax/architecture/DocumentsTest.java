package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents hang together: whoever begins at the index finds every page, and no link leads nowhere.
class DocumentsTest {
    private static final Path INDEX = Repository.ROOT.resolve("docs/README.md");
    private static final Path DECISIONS = Repository.ROOT.resolve("docs/decisions/README.md");
    private static final Path TROUBLESHOOTING = Repository.ROOT.resolve("docs/how-to/troubleshooting.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern SAID = Pattern.compile("\\*\\*`([^`]+)`\\*\\*");

    @Test
    void every_page_of_the_documentation_is_reached_from_its_index() {
        Set<Path> reached = new LinkedHashSet<>(Set.of(INDEX));
        var next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            for (Path target : linked(next.remove())) {
                if (target.toString().endsWith(".md") && Files.exists(target) && reached.add(target)) {
                    next.add(target);
                }
            }
        }
        List<String> lost = Repository.files(".md").stream()
                .filter(page -> page.startsWith(Repository.ROOT.resolve("docs")) && !reached.contains(page))
                .map(Repository::name)
                .toList();
        assertEquals(List.of(), lost);
    }

    @Test
    void no_link_between_files_leads_nowhere() {
        List<String> broken = Repository.files(".md").stream()
                .flatMap(page -> linked(page).stream()
                        .filter(target -> !Files.exists(target))
                        .map(target -> Repository.name(page) + " -> " + target))
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void every_decision_is_in_the_index_under_its_own_title() {
        String index = text(DECISIONS);
        List<String> missing = Repository.files(".md").stream()
                .filter(page -> Repository.name(page).matches("docs/decisions/\\d.*"))
                .map(DocumentsTest::entry)
                .filter(entry -> !index.contains(entry))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void what_troubleshooting_quotes_is_what_the_sources_say() {
        String sources = Stream.of("src/main/java", "parallax")
                .flatMap(place ->
                        Repository.files("").stream().filter(file -> file.startsWith(Repository.ROOT.resolve(place))))
                .map(DocumentsTest::text)
                .collect(Collectors.joining("\n"))
                .replaceAll("\"\\s*\\+\\s*\"", "");
        var invented = new ArrayList<String>();
        List<String> quoted = SAID.matcher(text(TROUBLESHOOTING))
                .results()
                .map(said -> said.group(1))
                .toList();
        assertTrue(quoted.size() >= 8, "the page quotes " + quoted);
        for (String said : quoted) {
            Arrays.stream(said.split("…", -1))
                    .map(String::strip)
                    .filter(piece -> !piece.isEmpty() && !sources.contains(piece))
                    .forEach(invented::add);
        }
        assertEquals(List.of(), invented);
    }

    private static String entry(Path decision) {
        String file = decision.getFileName().toString();
        String title = Repository.lines(decision).getFirst().replaceFirst("^# (\\d{4}:? )?", "");
        return "- [" + file.substring(0, 4) + "](" + file + ") " + title + "\n";
    }

    /// The files that a page links to, without those on the web.
    private static List<Path> linked(Path page) {
        return LINK.matcher(text(page).replaceAll("(?s)```.*?```", ""))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !target.isEmpty())
                .map(target -> page.resolveSibling(target).normalize())
                .toList();
    }

    private static String text(Path file) {
        return String.join("\n", Repository.lines(file)) + "\n";
    }
}
