package parallax.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The README and the API's page: their examples compile for the oldest Java and print what they say, and no public
/// type is missing.
class DocumentedApiTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path PAGE = Path.of("..", "docs", "reference", "analytics-api.md");
    /// A block of Java, and the block of text after it that says what it prints.
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```.*?```text\n(.*?)```", Pattern.DOTALL);

    private static final Pattern PUBLIC =
            Pattern.compile("^public (?:final )?(?:class|record|enum|interface) (\\w+)", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../docs/reference/analytics-api.md"})
    void an_example_prints_what_the_page_says(String page) throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(page)));
        assertTrue(example.find(), page + " has no example");
        assertEquals(example.group(2), printed(example.group(1)));
    }

    @Test
    void the_first_example_has_ten_lines_beside_its_imports_and_blank_ones() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertTrue(example.find());
        long lines = example.group(1)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import "))
                .count();
        assertEquals(10, lines);
    }

    @Test
    void the_page_names_every_public_type_and_no_other() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher type = PUBLIC.matcher(Files.readString(file));
                if (type.find()) {
                    types.add(type.group(1));
                }
            }
        }
        assertTrue(types.size() > 50, types.size() + " public types");
        Set<String> named = NAMED.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        named.remove("CancellationException");
        assertEquals(types, named);
    }

    @Test
    void the_module_exports_every_package_and_the_page_has_a_section_of_each() throws IOException {
        String module = Files.readString(SOURCES.resolve("module-info.java"));
        Set<String> packages;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            packages = files.filter(path -> path.endsWith("package-info.java"))
                    .map(path -> SOURCES.relativize(path.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> exported = Pattern.compile("exports ([a-z.]+);")
                .matcher(module)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages, exported);
        for (String name : packages) {
            assertTrue(Files.readString(PAGE).contains("\n## `" + name + "`"), name);
        }
    }

    /// What statements print when Java compiles them as Java 17 and runs them, on nothing but the library and what it
    /// needs.
    private String printed(String statements) throws Exception {
        String imports =
                statements.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body =
                statements.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = Files.writeString(
                folder.resolve("Example.java"),
                imports + "\nclass Example { public static void main(String[] none) {\n" + body + "\n} }\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int status = new ProcessBuilder(java, "--source", "17", "-cp", libraries(), source.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        assertEquals(0, status, Files.readString(err));
        return Files.readString(out);
    }

    /// Where this test's own classes come from, as a module or not.
    private static String libraries() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
