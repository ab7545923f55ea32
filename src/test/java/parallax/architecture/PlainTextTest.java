package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// No way from text to markup: neither a template nor a script may use one.
class PlainTextTest {
    private static final Pattern IN_TEMPLATES =
            Pattern.compile("\\{raw|\\.raw\\b|\\bstyle=|\\son[a-z]+=|<script|<style|javascript:");
    private static final Pattern IN_SCRIPTS = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function\\(|createContextualFragment|\\.style\\b");
    private static final Pattern IN_JAVA = Pattern.compile("\\bRawString\\b");

    @Test
    void templates_escape_everything_and_hold_no_script_or_style() {
        assertEquals(List.of(), matches("rater-ui/web/templates", ".html", IN_TEMPLATES));
    }

    @Test
    void scripts_make_no_markup_of_text() {
        assertEquals(List.of(), matches("rater-ui/web", ".ts", IN_SCRIPTS));
    }

    @Test
    void java_makes_no_raw_text() {
        assertEquals(List.of(), matches("src/main/java", ".java", IN_JAVA));
    }

    private static List<String> matches(String folder, String ending, Pattern forbidden) {
        List<Path> files = Repository.files(ending).stream()
                .filter(path -> Repository.name(path).startsWith(folder))
                .toList();
        assertTrue(!files.isEmpty(), "no " + ending + " in " + folder);
        return files.stream()
                .flatMap(path -> Repository.lines(path).stream()
                        .filter(line -> forbidden.matcher(line).find())
                        .map(line -> Repository.name(path) + ": " + line.strip()))
                .toList();
    }
}
