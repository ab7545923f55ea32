package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A further question type is named beside the others, and the compiler stops in the files that CONTRIBUTING
/// lists and in no other.
class QuestionTypesTest {
    private static final Path SOURCES = Repository.ROOT.resolve("src/main/java");
    private static final Path QUESTION = SOURCES.resolve("parallax/study/Question.java");
    private static final Path KNOWN_TYPE = SOURCES.resolve("parallax/study/SingleChoice.java");
    private static final Pattern SWITCH = Pattern.compile("case (SingleChoice|OneOption) ");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)`[^|]*\\|[^|]*\\| the compiler.*");

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_further_type_stops_the_compiler_in_every_file_that_contributing_lists_and_in_no_other() throws IOException {
        assertEquals(listed(), stops());
    }

    /// The rows of the table that say that the compiler catches a slip.
    private static Set<String> listed() {
        List<String> lines = Repository.lines(Repository.ROOT.resolve("CONTRIBUTING.md"));
        return lines.stream()
                .skip(lines.indexOf("## Adding a question type") + 1)
                .takeWhile(line -> !line.startsWith("## "))
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Every file that switches over question types is compiled as it is, against the rest as built.
    private Set<String> stops() throws IOException {
        List<Path> files = new ArrayList<>(List.of(
                written("Question.java", text(QUESTION).replace("permits ", "permits FurtherType, ")),
                written(
                        "FurtherType.java",
                        text(KNOWN_TYPE).replace("SingleChoice", "FurtherType").replace("OneOption", "Question"))));
        for (Path file : Repository.files(".java")) {
            if (file.startsWith(SOURCES)
                    && !file.equals(QUESTION)
                    && SWITCH.matcher(text(file)).find()) {
                files.add(file);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-XDshould-stop.ifError=FLOW", "-d", folder.toString());
            compiler.getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(QuestionTypesTest::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The file, and what else than a switch that is not exhaustive stops the compiler there.
    private static String place(Diagnostic<? extends JavaFileObject> stop) {
        Path file = Path.of(stop.getSource().getName());
        String name = file.endsWith("Question.java") ? Repository.name(QUESTION) : Repository.name(file);
        return stop.getCode().startsWith("compiler.err.not.exhaustive") ? name : name + ": " + stop.getMessage(null);
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }
}
