package parallax.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README walks through types that exist, in packages that exist.
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-zA-Z]*[a-z][a-zA-Z]*)(?:\\.[a-zA-Z]+)?`");
    private static final Pattern PACKAGE = Pattern.compile("`…/runner/([a-z/]+)`(?:, `([a-z/]+)`)?");

    @Test
    void every_type_that_it_names_exists() throws IOException {
        Set<String> types;
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            types = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        List<String> named = TYPE.matcher(Files.readString(README))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(named.size() > 40, named.size() + " types");
        assertEquals(
                List.of(), named.stream().filter(name -> !types.contains(name)).toList());
    }

    @Test
    void it_names_every_package() throws IOException {
        String readme = Files.readString(README);
        Set<String> named = PACKAGE.matcher(readme)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .filter(name -> name != null)
                .collect(Collectors.toSet());
        Path root = Path.of("src/main/java/parallax/runner");
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> root.relativize(file.resolveSibling("")).toString())
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            assertEquals(packages, named);
        }
    }
}
