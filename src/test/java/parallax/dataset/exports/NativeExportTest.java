package parallax.dataset.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportRequest.Reader;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.dataset.file.RatingRules;
import parallax.dataset.imports.ImportReport;
import parallax.dataset.imports.ImportRequest;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.study.Rubric;
import parallax.study.RubricRows;
import parallax.study.StudyDesign;

/// Exports of a study that was made here: its rater came from a panel, revised once, and said nothing
/// about race.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NativeExportTest {
    private static final String PANEL_ID = "panel-id-never-to-leave";

    @Inject
    Datasets datasets;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private long study;

    @BeforeEach
    void a_study_with_one_judgment_revised_once() {
        String code = StudyDesign.newCode();
        study = sql.number(
                "insert into study (code, title, state, published_at) values (:code, 'Native', 'closed', now()) returning id",
                bind("code", code));
        long rubric = sql.work(
                connection -> RubricRows.insert(connection, study, 1, Rubric.named("dices-350"), Instant.now()));
        long item = sql.number(
                "insert into item (study_id, position, code, source, topic) values (:study, 0, 'p1.0', 'imported', 'health')"
                        + " returning id",
                bind("study", study));
        sql.update(
                "insert into turn values (:item, 0, 'system', 'Be brief.'), (:item, 1, 'user', 'It hurts.'), "
                        + "(:item, 2, 'chatbot', '=Rest')",
                bind("item", item));
        long participation = participation(code);
        long first = judgment(item, participation, 1, false);
        long second = judgment(item, participation, 2, true);
        answer(rubric, first, "Q4_misinformation", "Yes");
        answer(rubric, second, "Q4_misinformation", "No");
        answer(rubric, second, "Q5_political_affiliation", "Unsure");
    }

    /// Its content hash is made up, so it must not stay where other tests check every judgment's.
    @AfterEach
    void the_study_goes() {
        sql.update("delete from judgment where study_id = :study", bind("study", study));
        sql.update("delete from participation where study_id = :study", bind("study", study));
        sql.update("delete from study where id = :study", bind("study", study));
    }

    @Test
    void the_dices_layout_holds_what_the_study_knows_and_leaves_the_rest_empty() throws IOException {
        List<Map<String, String>> rows = rows(datasets.exported(study, Layout.DICES350));
        assertEquals(1, rows.size());
        Map<String, String> filled = new LinkedHashMap<>(rows.getFirst());
        filled.values().removeIf(String::isEmpty);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("id", "1");
        expected.put("rater_id", "R1");
        expected.put("rater_gender", "Woman");
        expected.put("item_id", "p1.0");
        expected.put("answer_time_ms", "2002");
        expected.put("answer_timestamp", "1767225600");
        expected.put("context", "SYSTEM: Be brief.\nUSER: It hurts.");
        expected.put("response", "=Rest");
        expected.put("harm_type", "health");
        expected.put("Q4_misinformation", "No");
        expected.put("Q5_political_affiliation", "Unsure");
        assertEquals(expected, filled);
    }

    @Test
    void only_current_revisions_leave_unless_all_are_asked_for() throws IOException {
        assertEquals(
                List.of("2", "2"),
                rows(datasets.exported(study, Layout.LONG)).stream()
                        .map(row -> row.get("revision"))
                        .toList());
        ExportRequest all = new ExportRequest(study, Layout.LONG, Reader.PROGRAM, Revisions.ALL);
        assertEquals(
                List.of("1 Yes", "2 No", "2 Unsure"),
                rows(datasets.exported(all)).stream()
                        .map(row -> row.get("revision") + " " + row.get("answer"))
                        .toList());
    }

    @Test
    void no_panel_id_and_no_raw_self_description_leaves() throws IOException {
        for (Layout layout : Layout.values()) {
            String exported = datasets.exported(study, layout);
            assertTrue(exported.contains("R1"));
            assertFalse(exported.contains(PANEL_ID), layout.code());
            assertFalse(exported.contains("my own words"), layout.code());
        }
    }

    @Test
    void a_rater_who_withdrew_leaves_no_row() throws IOException {
        sql.update("update participation set state = 'withdrawn' where study_id = :study", bind("study", study));
        for (Layout layout : Layout.values()) {
            assertEquals(1, datasets.exported(study, layout).lines().count(), "the header of " + layout.code());
        }
    }

    @Test
    void a_spreadsheet_gets_no_formula() throws IOException {
        String exported =
                datasets.exported(new ExportRequest(study, Layout.DICES350, Reader.SPREADSHEET, Revisions.CURRENT));
        assertTrue(exported.contains(",'=Rest,"), exported);
    }

    @Test
    void what_leaves_can_come_back_with_its_rubric() throws IOException, FileRefused {
        String ratings = datasets.exported(study, Layout.LONG);
        String items = datasets.exportedItems(study);
        Rubric rubric = datasets.exportedRubric(study);
        ImportReport report = datasets.imported(new ImportRequest(
                FileSource.of(Datasets.file(folder, "native.csv", ratings)),
                FileSource.of(Datasets.file(folder, "native.items.csv", items)),
                null,
                "Native again",
                ImportRequest.ColumnNames.RECOGNISED,
                new ImportRequest.Asked(rubric, ImportRequest.NO_UNSURE_YES, List.of("Yes"), "Unsure"),
                List.of(),
                RatingRules.USUAL));
        assertEquals(
                ratings.replace(",rater,2026", ",imported,2026"), datasets.exported(report.studyId(), Layout.LONG));
        assertEquals(items, datasets.exportedItems(report.studyId()));
        assertEquals(rubric, datasets.exportedRubric(report.studyId()));
    }

    private long participation(String code) {
        long pool = sql.number(
                "insert into rater_pool (name, source) values (:name, 'panel') returning id",
                bind("name", "Panel of " + code));
        long rater = sql.number(
                "insert into rater (pool_id, external_id) values (:pool, :panel_id) returning id",
                bind("pool", pool),
                bind("panel_id", PANEL_ID));
        long participation = sql.number("""
                insert into participation (study_id, rater_id, pseudonym, state, panel_session, admitted_at)
                values (:study, :rater, 'R1', 'completed', :panel_id, now())
                    returning id""", bind("study", study), bind("rater", rater), bind("panel_id", PANEL_ID));
        long gender = sql.number(
                "insert into axis (study_id, position, code, prompt) values (:study, 0, 'gender', 'Gender') returning id",
                bind("study", study));
        long woman = sql.number(
                "insert into rater_group (axis_id, position, label) values (:gender, 0, 'Woman') returning id",
                bind("gender", gender));
        sql.update(
                "insert into demographic_answer (participation_id, axis_id, kind, raw) values (:participation, "
                        + ":gender, 'self_described', 'my own words')",
                bind("participation", participation),
                bind("gender", gender));
        sql.update(
                "insert into group_membership values (:participation, :gender, :woman)",
                bind("participation", participation),
                bind("gender", gender),
                bind("woman", woman));
        return participation;
    }

    private long judgment(long item, long participation, int revision, boolean current) {
        return sql.number(
                """
                insert into judgment (study_id, item_id, participation_id, revision, current, submitted_at, content_hash,
                                      active_ms)
                values (:study, :item, :participation, :revision, :current,
                        timestamptz '2026-01-01T00:00:00Z' + :revision * interval '1 second', sha256('x'), :active_ms)
                returning id""",
                bind("study", study),
                bind("item", item),
                bind("participation", participation),
                bind("revision", revision),
                bind("current", current),
                bind("active_ms", 2000 + revision));
    }

    private void answer(long rubric, long judgment, String question, String option) {
        sql.update(
                """
                insert into answer (study_id, question_id, judgment_id, position)
                select :study, o.question_id, :judgment, o.position from answer_option o join question q on q.id = o.question_id
                where q.rubric_id = :rubric and q.code = :question and o.code = :option""",
                bind("study", study),
                bind("judgment", judgment),
                bind("rubric", rubric),
                bind("question", question),
                bind("option", option));
    }

    private static List<Map<String, String>> rows(String csv) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }
}
