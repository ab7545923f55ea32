package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.exports.ExportCommand;
import parallax.dataset.imports.ImportCommand;
import parallax.store.PostgresResource;
import parallax.study.Study;
import picocli.CommandLine;

/// The verbs as a person types them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CommandsTest {
    @Inject
    Instance<ImportCommand> importCommand;

    @Inject
    Instance<ExportCommand> exportCommand;

    @TempDir
    Path folder = Path.of("");

    private record Outcome(int status, String out, String err) {}

    @Test
    void an_import_prints_the_study_and_reports_progress_apart() {
        Outcome outcome =
                imported(Datasets.fixture("dices990-small.csv").toString(), "--title", "From the command line");
        assertEquals(0, outcome.status, outcome.err);
        List<String> lines = outcome.out.lines().toList();
        assertTrue(lines.getFirst().matches("Study [a-z0-9]+ \\(id [0-9]+, layout dices990\\)"), outcome.out);
        assertEquals(List.of("Items      3", "Raters     7", "Judgments  18", "Answers    522"), lines.subList(1, 5));
        assertTrue(outcome.err.contains("reading ratings: 18\n"), outcome.err);
        assertTrue(outcome.err.contains("Note: the rater had judged this item before"), outcome.err);
    }

    @Test
    void a_guess_shows_what_every_column_would_be_and_imports_nothing() {
        Path file = Datasets.file(
                folder, "guess.csv", "item,reply,rater,answer,rater_age,colour\n1,Well.,r1,No,young,red\n");
        long before = studies();
        Outcome guessed = imported(file.toString(), "--guess");
        assertEquals(new Outcome(0, """
                        column item: the item
                        column reply: the reply
                        column rater: the rater
                        column answer: the answer to 'answer'
                        column rater_age: the rater's group on the axis 'age'
                        column colour: kept with the judgment as written

                        line 2: item=1, response=Well., rater=r1, answer=No, rater_age=young
                        Note: column reply is taken for the response
                        """, ""), guessed);
        assertEquals(before, studies());
    }

    @Test
    void a_mapping_that_was_kept_reads_the_next_file() throws IOException {
        String rows = "thing;reply;who;vote;the age\n1;Well.;r1;maybe;young\n2;So.;r1;yes;young\n";
        Path first = Datasets.file(folder, "first.csv", rows);
        Path kept = folder.resolve("kept.options");
        Outcome guessed = imported(
                first.toString(),
                "--guess",
                "--item-column",
                "thing",
                "--rater-column",
                "who",
                "--answer-column",
                "vote",
                "--axes",
                "the age",
                "--options",
                "yes,maybe",
                "--unsafe",
                "yes",
                "--mapping",
                kept.toString());
        assertEquals(0, guessed.status, guessed.err);
        Outcome next = imported(Datasets.file(folder, "next.csv", rows).toString(), "--title", "Next", "@" + kept);
        assertEquals(0, next.status, next.err + Files.readString(kept));
        assertTrue(next.out.contains("Judgments  2"), next.out);
        assertTrue(next.err.contains("column vote: the answer to 'vote'\n"), next.err);
    }

    private long studies() {
        return Study.count();
    }

    @Test
    void a_refused_file_leaves_standard_output_empty() {
        Path file = Datasets.file(folder, "bad.csv", "item,rater,question,answer\n");
        Outcome outcome = imported(
                file.toString(),
                "--title",
                "Bad",
                "--items",
                Datasets.fixture("long-small.items.csv").toString());
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "reading ratings: 0\nbad.csv: the file has a header but no row\nNothing was imported.\n"),
                outcome);
    }

    @Test
    void options_that_make_no_sense_are_usage_mistakes() {
        String file = Datasets.fixture("dices990-small.csv").toString();
        assertTrue(imported(file).err.startsWith("Missing required option: '--title=TEXT'"));
        Outcome layout = imported(file, "--title", "x", "--layout", "wide");
        assertEquals(2, layout.status);
        assertTrue(layout.err.startsWith("--layout: 'wide' is not one of dices350, dices990, long, auto"), layout.err);
        Outcome rubric = imported(file, "--title", "x", "--rubric", "unknown");
        assertEquals(2, rubric.status);
        assertTrue(rubric.err.startsWith("--rubric: no rubric template 'unknown'"), rubric.err);
    }

    @Test
    void a_layout_that_the_study_cannot_fill_is_refused_before_anything_is_written() throws IOException {
        Outcome imported = imported(Datasets.fixture("dices990-small.csv").toString(), "--title", "Of another rubric");
        String study = imported.out.split(" ", 3)[1];
        Path file = folder.resolve("other.csv");
        Outcome refused = exported(study, "--layout", "dices350", "--output", file.toString());
        assertEquals(1, refused.status);
        assertTrue(
                refused.err.contains("The layout dices350 has columns for the questions of its own rubric"),
                refused.err);
        assertFalse(Files.exists(file));
        Outcome own = exported(study, "--layout", "dices990", "--output", file.toString());
        assertEquals(0, own.status, own.err);
        assertEquals(Files.readString(Datasets.fixture("dices990-small.csv")), Files.readString(file));
        assertEquals(
                18,
                Files.readString(folder.resolve("other.provenance.jsonl"))
                        .lines()
                        .filter(line -> line.contains("\"about\":\"judgment\""))
                        .count());
    }

    @Test
    void a_place_that_cannot_be_read_or_written_is_named_with_the_rule() {
        assertTrue(imported(folder.toString(), "--title", "x")
                .err
                .contains("this is a folder without a Parquet file: name a file"));
        Outcome imported = imported(Datasets.fixture("dices990-small.csv").toString(), "--title", "To export");
        Outcome nowhere = exported(
                studyIn(imported), "--output", folder.resolve("no/x.csv").toString());
        assertEquals(2, nowhere.status);
        assertTrue(
                nowhere.err.startsWith("--output: the folder " + folder.resolve("no") + " does not exist"),
                nowhere.err);
        assertTrue(
                exported(studyIn(imported), "--output", folder.toString()).err.contains("is a folder; name a file"));
    }

    @Test
    void a_long_export_writes_three_files_that_can_be_imported_again() throws IOException {
        Outcome imported = imported(
                Datasets.fixture("long-small.csv").toString(),
                "--items",
                Datasets.fixture("long-small.items.csv").toString(),
                "--axes",
                "gender,age group",
                "--title",
                "Long");
        assertEquals(0, imported.status, imported.err);
        Path first = folder.resolve("first.csv");
        assertEquals(0, exported(studyIn(imported), "--output", first.toString()).status);
        Outcome again = imported(
                first.toString(),
                "--items",
                folder.resolve("first.items.csv").toString(),
                "--rubric",
                folder.resolve("first.rubric.json").toString(),
                "--title",
                "Long again");
        assertEquals(0, again.status, again.err);
        Path second = folder.resolve("second.csv");
        assertEquals(0, exported(studyIn(again), "--output", second.toString()).status);
        for (String ending : List.of(".csv", ".items.csv", ".rubric.json")) {
            assertEquals(
                    Files.readString(folder.resolve("first" + ending)),
                    Files.readString(folder.resolve("second" + ending)),
                    ending);
        }
    }

    @Test
    void an_unknown_study_is_said_to_be_unknown() {
        assertEquals(new Outcome(1, "", "There is no study with the code or id 'nowhere'.\n"), exported("nowhere"));
    }

    private static String studyIn(Outcome imported) {
        return imported.out.split(" ", 3)[1];
    }

    private Outcome imported(String... arguments) {
        return run(importCommand.get(), arguments);
    }

    private Outcome exported(String... arguments) {
        return run(exportCommand.get(), arguments);
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
