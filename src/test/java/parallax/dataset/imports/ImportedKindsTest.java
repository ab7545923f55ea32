package parallax.dataset.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.FileKinds;
import parallax.dataset.exports.ExportCommand;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import picocli.CommandLine;

/// What `import` makes of files as people really have them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ImportedKindsTest {
    @Inject
    Instance<ImportCommand> importCommand;

    @Inject
    Instance<ExportCommand> exportCommand;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private record Outcome(int status, String out, String err) {
        String size() {
            assertEquals(0, status, err);
            return out.lines()
                    .skip(1)
                    .map(line -> line.split(" +", 2)[1])
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        }

        Outcome noting(String note) {
            assertTrue(err.contains("Note: " + note), err);
            return this;
        }
    }

    @Test
    void words_for_no_data_become_no_groups() {
        for (Path source : FileKinds.sources().toList()) {
            Outcome run = imported(source, "K1", "ratings.csv")
                    .noting("column rater_group: 'DATA_EXPIRED' means that there is no data, and is read as missing: ");
            assertEquals(List.of("No", "Yes"), groups(run, "group"));
        }
    }

    @Test
    void separators_nameless_columns_packed_files_and_heading_rows_are_read() {
        for (Path source : FileKinds.sources().toList()) {
            assertEquals(
                    "2 2 4 4",
                    imported(source, "K3", "ratings.csv", "--options", "any", "--unsafe=-1")
                            .size());
            assertTrue(imported(source, "K4", "ratings.csv")
                    .noting("column 1 has no name and is left out")
                    .size()
                    .endsWith(" 6 6"));
            assertEquals("2 2 4 4", imported(source, "K6", "ratings.csv.gz").size());
            assertEquals(
                    "1 2 2 2",
                    imported(source, "K18", "qualtrics.csv")
                            .noting("2 heading rows")
                            .size());
        }
    }

    @Test
    void lists_of_annotators_one_hot_columns_and_texts_of_other_names_are_read() {
        for (Path source : FileKinds.sources().toList()) {
            Outcome lists = imported(source, "K5", "dev.json", "--options", "0,1", "--unsafe", "1");
            assertEquals("2 3 6 6", lists.size());
            lists.noting("column text is taken for the response");
            assertEquals(0.5, unsafeShare(lists));
            Outcome oneHot =
                    imported(source, "K7", "ratings.csv", "--one-hot", "is_abuse", "--options", "any", "--unsafe=-1");
            assertEquals("2 2 4 4", oneHot.size());
            assertEquals(0.5, unsafeShare(oneHot));
            Outcome named = imported(
                    source,
                    "K9",
                    "ratings.csv",
                    "--item-column",
                    "instance_id",
                    "--rater-column",
                    "user_id",
                    "--answer-column",
                    "offensiveness",
                    "--options",
                    "any",
                    "--response-column",
                    "text");
            assertEquals("2 2 3 3", named.size());
        }
    }

    @Test
    void several_options_may_read_unsafe_and_each_must_be_one() {
        for (Path source : FileKinds.sources().toList()) {
            Outcome several = imported(source, "K10", "ratings.csv", "--options", "1,2,3,4,5", "--unsafe", "4,5");
            assertEquals(0.4, unsafeShare(several), 1e-12);
            Outcome unknown = imported(source, "K10", "ratings.csv", "--options", "1,2,3,4,5", "--unsafe", "6");
            assertEquals(1, unknown.status);
            assertTrue(unknown.err.contains("no question has the answer '6', which --unsafe names"), unknown.err);
        }
    }

    @Test
    void answers_that_name_several_options_or_look_alike_are_noted_and_can_be_folded() {
        for (Path source : FileKinds.sources().toList()) {
            imported(source, "K8", "ratings.csv", "--options", "any")
                    .noting("'" + (source.startsWith("test") ? "joy,fear" : "entailment,neutral")
                            + "' in answer to 'answer' names several options, and is taken for an option of its own"
                            + " (1 times, first on line 3)");
            Outcome alike = imported(source, "K11", "ratings.csv", "--options", "any", "--unsafe", "Yes")
                    .noting(
                            "column answer: 'yes' differs from 'Yes' only in how it is written; --fold makes them one: ");
            assertEquals(8, options(alike));
            Outcome folded = imported(source, "K11", "ratings.csv", "--options", "any", "--unsafe", "Yes", "--fold");
            assertEquals(3, options(folded));
        }
    }

    @Test
    void what_a_panel_says_of_raters_is_joined_and_a_rater_who_changes_is_noted() {
        for (Path source : FileKinds.sources().toList()) {
            Outcome joined = imported(
                    source,
                    "K19",
                    "ratings.csv",
                    "--groups",
                    FileKinds.file(source, "K19", "prolific_export.csv").toString(),
                    "--group-rater",
                    "Participant id",
                    "--axes",
                    "Sex,Age,Ethnicity simplified",
                    "--bands",
                    "Age:18,25,35,45,55");
            assertEquals(0, joined.status, joined.err);
            assertEquals(List.of("Female", "Male"), groups(joined, "Sex"));
            assertEquals(1, groups(joined, "Age").size(), "the other's age is not disclosed");
            assertEquals(1, groups(joined, "Ethnicity_simplified").size());
            imported(source, "K21", "ratings.csv")
                    .noting(
                            "rater_age differs from an earlier row of the same rater; the first is used: 1 row (line 4)")
                    .size();
        }
    }

    @Test
    void an_export_for_spreadsheets_begins_with_a_byte_order_mark() throws IOException {
        for (Path source : FileKinds.sources().toList()) {
            Outcome run = imported(source, "K20", "ratings.csv");
            Path file = folder.resolve("sp.csv");
            assertEquals(0, run(exportCommand.get(), code(run), "--spreadsheet", "--output", file.toString()).status);
            assertEquals('\uFEFF', Files.readString(file).charAt(0));
            Path plain = folder.resolve("plain.csv");
            assertEquals(0, run(exportCommand.get(), code(run), "--output", plain.toString()).status);
            assertEquals('i', Files.readString(plain).charAt(0));
        }
    }

    private Outcome imported(Path source, String kind, String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(FileKinds.file(source, kind, name).toString(), "--title", kind));
        arguments.addAll(List.of(more));
        return run(importCommand.get(), arguments.toArray(String[]::new));
    }

    private List<String> groups(Outcome imported, String axis) {
        return sql.list(row -> row.getString(1), """
                select g.label from rater_group g join axis a on a.id = g.axis_id join study s on s.id = a.study_id
                where s.code = :code and a.code = :axis order by g.label""", bind("code", code(imported)), bind("axis", axis));
    }

    private int options(Outcome imported) {
        return (int) sql.number("""
                select count(*) from answer_option o join question q on q.id = o.question_id
                join rubric r on r.id = q.rubric_id join study s on s.id = r.study_id
                where s.code = :code""", bind("code", code(imported)));
    }

    private double unsafeShare(Outcome imported) {
        return sql.one(row -> row.getDouble(1), """
                select avg((o.reading = 'unsafe')::int) from answer a join judgment j on j.id = a.judgment_id
                join study s on s.id = j.study_id
                join answer_option o on o.question_id = a.question_id and o.position = a.position
                where s.code = :code""", bind("code", code(imported)));
    }

    private static String code(Outcome imported) {
        assertEquals(0, imported.status, imported.err);
        return imported.out.split(" ", 3)[1];
    }

    private static Outcome run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }
}
