package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two files stand beside each other on a screen, and a change shows what changed.
class LinesTest {
    private static final int COLUMNS = 140;
    private static final long LARGEST_TEXT = 1_000_000;

    /// What cannot be broken, or must stay as it is: places in the tree, with the reason.
    private static final Map<String, String> EXEMPT = Map.of(
            ".*\\.(jsonl|csv)", "one record per line",
            "migrations/.*", "a migration that has been applied never changes",
            "src/main/resources/rubrics/.*\\.json", "sentences that raters read, and JSON breaks none",
            "model-runner/demo-model/corpus/.*", "one conversation per line",
            ".*/src/test/resources/fixtures/.*", "recorded from other programs",
            "model-runner/demo-model/model/.*\\.json", "written by another program",
            "model-runner/chat-template/src/test/fixtures-script/make_templates\\.py",
                    "chat templates, as others write them");

    @Test
    void no_line_of_text_is_longer_than_140_columns() {
        var tooLong = new ArrayList<String>();
        int read = 0;
        for (Path file : Repository.files("")) {
            String name = Repository.name(file);
            List<String> lines = exempt(name) ? List.of() : lines(file);
            read += lines.isEmpty() ? 0 : 1;
            for (int i = 0; i < lines.size(); i++) {
                // a row of a Markdown table is one line by its nature
                boolean row = name.endsWith(".md") && lines.get(i).startsWith("|");
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS && !row) {
                    tooLong.add(name + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), tooLong);
        assertTrue(read > 500, "only " + read + " files of text");
    }

    @Test
    void every_exemption_is_needed() {
        var needed = new TreeMap<>(EXEMPT);
        for (Path file : Repository.files("")) {
            if (lines(file).stream().anyMatch(line -> line.length() > COLUMNS)) {
                needed.keySet().removeIf(Repository.name(file)::matches);
            }
        }
        assertEquals(Map.of(), needed);
    }

    private static boolean exempt(String name) {
        return EXEMPT.keySet().stream().anyMatch(name::matches);
    }

    /// None of a file that is no text.
    private static List<String> lines(Path file) {
        try {
            return Files.size(file) > LARGEST_TEXT ? List.of() : Files.readAllLines(file);
        } catch (MalformedInputException binary) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
