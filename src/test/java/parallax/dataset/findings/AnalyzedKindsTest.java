package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.dataset.FileKinds;

/// What `analyze` makes of files as people really have them.
class AnalyzedKindsTest {
    private static final String SOURCES = "parallax.dataset.FileKinds#sources";
    private static final List<String> USUAL = List.of("--item", "item", "--rater", "rater");

    @ParameterizedTest
    @MethodSource(SOURCES)
    void words_for_no_data_are_no_groups(Path source) {
        CommandRun run = analyze(
                FileKinds.file(source, "K1", "ratings.csv"),
                "--answer answer --options No,Yes --unsafe Yes --group-columns rater_group");
        assertEquals("[No, Yes]", groups(run).toString());
        note(run, "column rater_group: 'DATA_EXPIRED' means that there is no data, and is read as missing: ");
        CommandRun own = analyze(
                FileKinds.file(source, "K1", "ratings.csv"),
                "--answer answer --options No,Yes --unsafe Yes --group-columns rater_group --missing none");
        assertEquals("[DATA_EXPIRED, No, Yes]", groups(own).toString(), "the words can be chosen");
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void a_file_of_raters_that_matches_nobody_is_refused(Path source) {
        Path raters = FileKinds.file(source, "K2", "raters.csv");
        CommandRun run = analyze(
                FileKinds.file(source, "K2", "ratings.csv"),
                "--answer answer --options 0,1 --unsafe 1 --groups " + raters + " --group-rater rater --axes Gender");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("none of the 6 raters is in raters.csv: '"), run.err());
        assertTrue(run.err().contains("' here, '0' there"), run.err());
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void other_separators_nameless_columns_and_packed_files_are_read(Path source) {
        CommandRun semicolons =
                analyze(FileKinds.file(source, "K3", "ratings.csv"), "--answer answer --options=-1,0,1 --unsafe=-1");
        assertEquals(0.25, pUnsafe(semicolons));
        note(semicolons, "the columns are separated by semicolons");
        CommandRun frame =
                analyze(FileKinds.file(source, "K4", "ratings.csv"), "--answer answer --options No,Yes --unsafe Yes");
        assertEquals(2 / 6.0, pUnsafe(frame), 1e-12);
        note(frame, "column 1 has no name and is left out");
        CommandRun packed = analyze(
                FileKinds.file(source, "K6", "ratings.csv.gz"), "--answer answer --options No,Yes --unsafe Yes");
        assertEquals(0.25, pUnsafe(packed));
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void lists_of_annotators_and_one_hot_columns_are_read(Path source) {
        CommandRun lists =
                analyze(FileKinds.file(source, "K5", "dev.json"), "--answer answer --options 0,1 --unsafe 1");
        assertEquals(0.5, pUnsafe(lists));
        assertEquals("2 3 6", size(lists));
        CommandRun oneHot =
                analyze(FileKinds.file(source, "K7", "ratings.csv"), "--one-hot is_abuse --options 1,0,-1 --unsafe=-1");
        assertEquals(0.5, pUnsafe(oneHot));
        assertEquals("2 2 4", size(oneHot));
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void answers_that_look_alike_are_refused_with_a_way_out(Path source) {
        Path file = FileKinds.file(source, "K11", "ratings.csv");
        String options = String.join(",", spelledOnce(file));
        CommandRun refused = analyze(file, List.of("--options", options), "--answer answer --unsafe Yes");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("--fold"), refused.err());
        CommandRun folded = analyze(file, List.of("--options", options), "--answer answer --fold --unsafe Yes");
        assertEquals(0, folded.status(), folded.err());
        note(folded, "column answer: 'yes' differs from 'Yes' only in how it is written and is read as the same: ");
    }

    private static List<String> spelledOnce(Path file) {
        return file.startsWith(Path.of("test"))
                ? List.of("Yes", "No", "Caf\u00e9")
                : List.of("Yes", "No", "Non s\u00e0");
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void ids_that_a_spreadsheet_rounded_are_refused(Path source) {
        CommandRun run =
                analyze(FileKinds.file(source, "K12", "ratings.csv"), "--answer answer --options No,Yes --unsafe Yes");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("E+17' is a long number that a spreadsheet has rounded"), run.err());
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void heading_rows_and_raters_who_change_are_noted(Path source) {
        CommandRun headings = analyze(
                FileKinds.file(source, "K18", "qualtrics.csv"), "--answer answer --options No,Yes --unsafe Yes");
        assertEquals("1 2 2", size(headings));
        note(headings, "2 heading rows below the header left out (to line 3), as Qualtrics writes them");
        CommandRun older = analyze(
                FileKinds.file(source, "K21", "ratings.csv"),
                "--answer answer --options No,Yes --unsafe Yes --group-columns rater_age --bands rater_age:30");
        assertEquals("[30 and over, under 30]", groups(older).toString());
        CommandRun changed = analyze(
                FileKinds.file(source, "K21", "ratings.csv"),
                "--answer answer --options No,Yes --unsafe Yes --group-columns rater_age");
        note(changed, "rater_age differs from an earlier row of the same rater; the first is used: 1 row (line 4)");
    }

    @ParameterizedTest
    @MethodSource(SOURCES)
    void what_a_panel_says_of_raters_is_joined(Path source) {
        Path raters = FileKinds.file(source, "K19", "prolific_export.csv");
        CommandRun run = analyze(
                FileKinds.file(source, "K19", "ratings.csv"),
                List.of(
                        "--groups",
                        raters.toString(),
                        "--group-rater",
                        "Participant id",
                        "--axes",
                        "Sex,Ethnicity simplified"),
                "--answer answer --options No,Yes --unsafe Yes");
        assertEquals(0, run.status(), run.err());
        assertTrue(groups(run).containsAll(List.of("Female", "Male")), run.out());
        assertTrue(!groups(run).contains("CONSENT_REVOKED"), run.out());
    }

    private static CommandRun analyze(Path file, String options) {
        return analyze(file, List.of(), options);
    }

    private static CommandRun analyze(Path file, List<String> more, String options) {
        List<String> arguments = new ArrayList<>(more);
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of("--permutations", "0", "--bootstrap", "0", "--format", "json"));
        return CommandRun.run(file, USUAL, arguments);
    }

    private static void note(CommandRun run, String note) {
        assertTrue(run.err().contains("Note: " + note), run.err());
    }

    private static double pUnsafe(CommandRun run) {
        return run.value("pUnsafe", null, null, null);
    }

    private static String size(CommandRun run) {
        JsonNode dataset = run.json().has("dataset") ? run.json().get("dataset") : run.json();
        return dataset.get("items") + " " + dataset.get("raters") + " " + dataset.get("answers");
    }

    private static Set<String> groups(CommandRun run) {
        Set<String> groups = new TreeSet<>();
        for (JsonNode row : run.json().get("estimates")) {
            if (row.get("metric").asText().equals("pUnsafe")
                    && !row.get("group").isNull()
                    && row.get("against").isNull()) {
                groups.add(row.get("group").asText());
            }
        }
        return groups;
    }
}
