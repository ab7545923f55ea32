package parallax.dataset.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Reading;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import picocli.CommandLine;

/// Datasets as folders, as the command writes them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatasetFoldersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    GeneratedStudy generated;

    @Inject
    Datasets datasets;

    @Inject
    Instance<ExportCommand> command;

    @Inject
    Sql sql;

    @TempDir
    Path place = Path.of("");

    private long study;

    @BeforeEach
    void two_models_and_two_raters() {
        study = generated.make();
    }

    @AfterEach
    void the_study_goes() {
        generated.remove(study);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DICES990")
    void every_form_is_as_its_manifest_lists_it(DatasetForm form) throws IOException {
        Path folder = written(form);
        FolderCheck check = FolderCheck.of(folder);
        assertEquals(List.of(), check.faults());
        assertTrue(check.key().startsWith("ed25519:"), check.key());
        JsonNode manifest = JSON.readTree(folder.resolve("manifest.json").toFile());
        assertEquals(form.code(), manifest.at("/contents/terms/form").asText());
        assertEquals("ines@example.org", manifest.at("/study/contact").asText());
        assertEquals("CC-BY-4.0", manifest.at("/contents/terms/licence").asText());
        assertEquals(1, manifest.at("/versions/rubric").asInt());
        assertEquals("[1]", manifest.at("/versions/consent").toString());
        for (String file : List.of("README.md", "rubric.json", "consent.json", "provenance.jsonl")) {
            assertTrue(Files.exists(folder.resolve(file)), file);
        }
        assertTrue(Files.readString(folder.resolve("provenance.jsonl")).contains("sha256:model-b"));
        assertFalse(everything(folder).contains("own words of"), "nothing in raters' own words");
    }

    @Test
    void what_was_changed_after_it_was_handed_out_is_named() throws IOException {
        Path folder = written(DatasetForm.CSV);
        Files.writeString(folder.resolve("more.txt"), "more");
        Files.delete(folder.resolve("rubric.json"));
        Path items = folder.resolve("items.csv");
        Files.writeString(items, Files.readString(items).replace("Rest.", "Run."));
        String faults = String.join("\n", FolderCheck.of(folder).faults());
        assertTrue(faults.contains("more.txt is not in the manifest."), faults);
        assertTrue(faults.contains("rubric.json is missing."), faults);
        assertTrue(faults.contains("items.csv is not as it was"), faults);
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"excluded\" : 0", "\"excluded\" : 7"));
        FolderCheck changed = FolderCheck.of(folder);
        assertEquals("", changed.key());
        assertTrue(changed.faults().toString().contains("The signature does not fit manifest.json"));
    }

    @Test
    void tables_hold_each_conversation_once() throws IOException {
        Path folder = written(DatasetForm.CSV);
        List<Map<String, String>> items = rows(folder.resolve("items.csv"));
        assertEquals(2, items.size());
        assertTrue(items.toString().contains("=Run, \\\"fast\\\"\\nnow."), items.toString());
        List<Map<String, String>> answers = rows(folder.resolve("answers.csv"));
        assertEquals(
                List.of("p1.0 R1 No", "p1.0 R2 No", "p1.1 R1 Yes", "p1.1 R2 No"),
                answers.stream()
                        .map(row -> row.get("item") + " " + row.get("rater") + " " + row.get("answer"))
                        .toList());
        List<Map<String, String>> judgments = rows(folder.resolve("judgments.csv"));
        assertEquals("2026-01-01T00:01:00.000000Z", judgments.get(2).get("submitted_at"));
        assertEquals("2", judgments.get(2).get("judging_order"));
        assertEquals("Woman", rows(folder.resolve("raters.csv")).getFirst().get("rater_gender"));
        assertEquals(
                "sha256:model-a",
                rows(folder.resolve("generations.csv")).getFirst().get("model_digest"));
    }

    @Test
    void parquet_holds_the_same_as_csv() throws Exception {
        Path parquet = written(DatasetForm.PARQUET);
        Path csv = written(DatasetForm.CSV);
        assertTrue(Files.isDirectory(parquet.resolve("answers/question=Q_overall")));
        try (Workspace reader = Workspace.empty()) {
            for (String table : List.of("judgments", "raters", "answers")) {
                String files = table.equals("answers") ? "answers/*/*.parquet" : table + ".parquet";
                String columns = table.equals("answers") ? "judgment, item, rater, question, answer" : "*";
                String ours = "select " + columns + " from read_parquet('" + parquet.resolve(files) + "') ";
                String theirs = "select " + columns + " from read_csv('" + csv.resolve(table + ".csv") + "') ";
                assertEquals(0, reader.count("select count(*) from (" + ours + " except " + theirs + ")"), table);
                assertEquals(
                        reader.count("select count(*) from (" + theirs + ")"),
                        reader.count("select count(*) from (" + ours + ")"),
                        table);
            }
        }
    }

    @Test
    void shares_pairs_and_disputes_are_what_raters_said() throws IOException {
        List<Map<String, String>> shares = rows(written(DatasetForm.SOFT_LABELS).resolve("soft_labels.csv"));
        Map<String, String> unsafe = new TreeMap<>();
        shares.stream()
                .filter(row -> "p1.1".equals(row.get("item")) && "Yes".equals(row.get("answer")))
                .forEach(row -> unsafe.put(row.get("group"), row.get("n") + " of " + row.get("of")));
        assertEquals(Map.of("Everyone", "1 of 2", "Woman", "1 of 1", "Man", "0 of 1"), unsafe);
        List<JsonNode> pairs = lines(written(DatasetForm.PREFERENCES).resolve("preferences.jsonl"));
        assertEquals(
                new TreeSet<>(List.of("Everyone p1.0 p1.1", "Woman p1.0 p1.1")),
                new TreeSet<>(pairs.stream()
                        .map(pair -> pair.path("group").asText() + " "
                                + pair.path("chosen_item").asText() + " "
                                + pair.path("rejected_item").asText())
                        .toList()));
        assertEquals("Rest.", pairs.getFirst().at("/chosen/0/content").asText());
        List<JsonNode> disputed = lines(written(DatasetForm.HARD_EXAMPLES).resolve("hard_examples.jsonl"));
        assertEquals(1, disputed.size());
        assertEquals("p1.1", disputed.getFirst().path("item").asText());
        assertEquals(1.0, disputed.getFirst().at("/disputes/0/entropy").asDouble());
        assertEquals(1.0, disputed.getFirst().at("/disputes/0/widestGapUnsafe").asDouble());
        assertEquals(
                "It hurts.", disputed.getFirst().at("/conversation/0/content").asText());
    }

    @Test
    void groups_of_few_raters_have_no_shares() throws IOException {
        sql.update("update study set min_group = 2 where id = :study", Sql.bind("study", study));
        Path folder = written(DatasetForm.SOFT_LABELS);
        assertEquals(
                new TreeSet<>(List.of("Everyone")),
                new TreeSet<>(rows(folder.resolve("soft_labels.csv")).stream()
                        .map(row -> row.get("group"))
                        .toList()));
        JsonNode left = JSON.readTree(folder.resolve("manifest.json").toFile()).at("/contents/left");
        assertEquals(2, left.path("leastGroup").asInt());
        assertEquals(2, left.at("/hiddenGroups/Q_overall/gender").size());
    }

    private static List<String> readAgain(FileSource source) throws FileRefused {
        List<String> rows = new ArrayList<>();
        try (TableFile file = TableFile.open(source, Reading.AS_FOUND, new Problems(), new Notes())) {
            List<Header.Column> columns = Stream.of("item", "rater", "answer")
                    .map(name -> file.header().find(name).orElseThrow())
                    .toList();
            for (TableRow row = file.next(); row != null; row = file.next()) {
                TableRow read = row;
                rows.add(columns.stream().map(column -> column.in(read)).collect(Collectors.joining(" ")));
            }
        }
        return rows;
    }

    @Test
    void lewidi_comes_back_through_our_own_reader() throws IOException, FileRefused {
        Path folder = written(DatasetForm.LEWIDI);
        try (var files = Files.list(folder)) {
            Path file = files.filter(one -> one.toString().endsWith("Q_overall.json"))
                    .findFirst()
                    .orElseThrow();
            JsonNode record = JSON.readTree(file.toFile()).path("p1.1");
            assertEquals(
                    "{\"R1\":\"Yes\",\"R2\":\"No\"}", record.path("annotations").toString());
            assertEquals(0.5, record.at("/soft_label/Yes").asDouble());
            assertEquals("model-b", record.at("/other_info/model").asText());
            assertEquals("=Run, \"fast\"\nnow.", record.at("/text/response").asText());
            assertEquals(
                    List.of("p1.0 R1 No", "p1.0 R2 No", "p1.1 R1 Yes", "p1.1 R2 No"), readAgain(FileSource.of(file)));
        }
        JsonNode raters = JSON.readTree(folder.resolve("annotators_meta.json").toFile());
        assertEquals("Woman", raters.at("/R1/gender").asText());
    }

    @Test
    void own_words_leave_only_when_they_are_asked_for_with_a_warning() throws IOException {
        Path folder = place.resolve("own-words");
        var told = run("--layout", "csv", "--folder", folder.toString(), "--self-descriptions");
        assertEquals(0, told.status, told.err);
        assertTrue(told.err.contains("which can name them"), told.err);
        assertEquals(
                "own words of R1", rows(folder.resolve("raters.csv")).getFirst().get("rater_gender_said"));
        assertTrue(Files.readString(folder.resolve("README.md")).contains("it can name them"));
    }

    @Test
    void a_spreadsheet_gets_a_mark_and_no_formula() throws IOException {
        sql.update("update item set code = '=1+1' where study_id = :study and position = 1", Sql.bind("study", study));
        Path folder = place.resolve("sheet");
        assertEquals(0, run("--layout", "csv", "--folder", folder.toString(), "--spreadsheet").status);
        String items = Files.readString(folder.resolve("items.csv"));
        assertTrue(items.startsWith("\uFEFFitem,"), items);
        assertTrue(items.contains("'=1+1,"), items);
        assertEquals(List.of(), FolderCheck.of(folder).faults());
    }

    @Test
    void a_form_that_the_study_cannot_fill_is_refused_and_nothing_is_written() throws Exception {
        Path folder = place.resolve("none");
        long one =
                datasets.imported(Datasets.fixture("dices990-small.csv"), null).studyId();
        var refused = run(one, "--layout", "preferences", "--folder", folder.toString());
        assertEquals(1, refused.status);
        assertTrue(refused.err.contains("needs two judged replies to one conversation"), refused.err);
        long unknown = datasets.imported(
                        Datasets.fixture("unknown-raters-small.csv"), Datasets.fixture("long-small.items.csv"))
                .studyId();
        assertTrue(run(unknown, "--layout", "lewidi", "--folder", folder.toString())
                .err
                .contains("does not know who"));
        assertTrue(run(one, "--layout", "nothing", "--folder", folder.toString())
                .err
                .contains("none of the forms"));
        assertFalse(Files.exists(folder));
    }

    /// Answers, items and groups of the tables are the study again.
    @Test
    void tables_come_back_through_our_own_reader() throws Exception {
        long first =
                datasets.imported(Datasets.fixture("dices990-small.csv"), null).studyId();
        Path folder = place.resolve("tables");
        assertEquals(0, run(first, "--layout", "csv", "--folder", folder.toString()).status);
        long again = datasets.imported(folder.resolve("answers.csv"), folder.resolve("items.csv"))
                .studyId();
        assertEquals(answers(first), answers(again));
        assertTrue(answers(first).size() > 100);
    }

    private Set<String> answers(long studyId) throws IOException {
        var found = new TreeSet<String>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(datasets.exported(studyId, Layout.LONG))) {
            reader.forEach(row -> found.add(String.join(
                    "|",
                    row.getField("item"),
                    row.getField("rater"),
                    row.getField("occasion"),
                    row.getField("question"),
                    row.getField("answer"))));
        }
        return found;
    }

    private record Outcome(int status, String err) {}

    private Outcome run(String... arguments) {
        return run(study, arguments);
    }

    private Outcome run(long studyId, String... arguments) {
        var err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(Long.toString(studyId)));
        all.addAll(List.of(arguments));
        int status = new CommandLine(command.get())
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Outcome(status, err.toString());
    }

    private Path written(DatasetForm form) {
        Path folder = place.resolve(form.code());
        Outcome outcome = run("--layout", form.code(), "--folder", folder.toString(), "--licence", "CC-BY-4.0");
        assertEquals(0, outcome.status, outcome.err);
        return folder;
    }

    private static String everything(Path folder) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static List<Map<String, String>> rows(Path csv) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
