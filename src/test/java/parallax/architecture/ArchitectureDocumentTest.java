package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md is short, and every type, path and link that it names is there.
class ArchitectureDocumentTest {
    private static final Path DOCUMENT = Repository.ROOT.resolve("ARCHITECTURE.md");
    private static final int LONGEST = 150;
    private static final Pattern NAMED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    /// `Type`, `package.Type`, `Type.member` or `Type#member`.
    private static final Pattern TYPE =
            Pattern.compile("(?:[a-z][a-z0-9]*\\.)*([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#].*)?");
    /// Anything with a slash whose first step could be a folder or file of ours; no address of a page.
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.*{}-]+)*/?");
    /// Types of the platform and of libraries, which a document about ours may name.
    private static final Set<String> FOREIGN = Set.of("OpenAPI", "PostgreSQL", "GitHub");

    @Test
    void it_is_at_most_150_lines() {
        int lines = Repository.lines(DOCUMENT).size();
        assertTrue(lines <= LONGEST, lines + " lines");
    }

    @Test
    void every_type_that_it_names_exists() {
        Set<String> types = Repository.files(".java").stream()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        var missing = new ArrayList<String>();
        for (String name : named()) {
            Matcher type = TYPE.matcher(name);
            if (type.matches() && !isFile(name) && !types.contains(type.group(1)) && !FOREIGN.contains(type.group(1))) {
                missing.add(name);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void every_path_that_it_names_exists() {
        var missing = new ArrayList<String>();
        for (String name : named()) {
            boolean path = name.contains("/")
                    && !name.startsWith("/")
                    && PATH.matcher(name).matches();
            if (path && !isFile(name)) {
                missing.add(name);
            }
        }
        Matcher link = LINK.matcher(text());
        while (link.find()) {
            if (!link.group(1).contains("://") && !isFile(link.group(1))) {
                missing.add(link.group(1));
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void it_names_every_package_of_the_application() {
        String text = text();
        List<String> unnamed = Repository.files("package-info.java").stream()
                .map(Repository::name)
                .filter(name -> name.matches("src/main/java/parallax/[a-z]+/package-info\\.java"))
                .map(name -> name.split("/", -1)[4])
                .filter(name -> !text.contains("`parallax." + name + "`"))
                .toList();
        assertEquals(List.of(), unnamed);
    }

    /// Paths are given from the repository's root, or from the application's root package.
    private static boolean isFile(String name) {
        String beginning = name.replaceAll("[*{].*", "");
        return Files.exists(Repository.ROOT.resolve(beginning))
                || Files.exists(
                        Repository.ROOT.resolve("src/main/java/parallax").resolve(beginning));
    }

    private static List<String> named() {
        var named = new ArrayList<String>();
        Matcher name = NAMED.matcher(text().replaceAll("(?s)```.*?```", ""));
        while (name.find()) {
            named.add(name.group(1));
        }
        return named;
    }

    private static String text() {
        return String.join("\n", Repository.lines(DOCUMENT));
    }
}
