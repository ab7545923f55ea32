package parallax.dataset.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Problem;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Judgments join a study that has their items.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JoiningImportTest {
    private static final String FIRST = """
            item,context,response,rater,answer,rater_age
            a,Well?,Yes.,r1,No,young
            a,Well?,Yes.,r2,Yes,old
            b,And?,So.,r1,No,young
            """;

    @Inject
    Datasets datasets;

    @Inject
    JoiningImport joining;

    @Inject
    World world;

    @Inject
    Invariants invariants;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private long study;

    @BeforeEach
    void an_imported_study() throws Exception {
        study = datasets.imported(Datasets.file(folder, "first.csv", FIRST), null)
                .studyId();
    }

    @Test
    void judgments_of_stored_items_come_in_and_what_is_there_counts_once() throws Exception {
        ImportReport report = joined("""
                item,rater,answer,rater_age
                b,r2,Unsure,old
                a,r3,Yes,young
                a,r1,No,young
                """);
        assertEquals(new ImportReport.Stored(0, 1, 2, 2), report.stored());
        assertEquals(
                List.of(
                        "2 of the raters were imported into the study before; what it says of them stays as it is",
                        "the same judgment is stored already; counted once: 1 row (line 4)"),
                report.notes());
        List<String> rows =
                datasets.exported(study, Layout.LONG).lines().skip(1).toList();
        assertEquals(5, rows.size());
        assertTrue(rows.stream()
                .anyMatch(row -> row.startsWith("a,r3,") && row.contains(",Yes,") && row.contains("young")));
        assertEquals(List.of(), violations(invariants));
        assertEquals(
                1,
                sql.number(
                        "select count(*) from audit_entry where study_id = :study and action = 'judgments.imported'",
                        bind("study", study)));
    }

    @Test
    void what_contradicts_the_study_is_refused_by_words_and_nothing_is_stored() {
        Map<String, Long> before = datasets.rowCounts();
        assertEquals(
                List.of("f.csv, line 2: the study has another judgment of this item by this rater"),
                refusal("item,rater,answer\na,r1,Yes\nb,r9,No\n"));
        assertEquals(
                List.of("f.csv, line 3, column item: the item 'c' is not in the study"),
                refusal("item,rater,answer\na,r9,Yes\nc,r9,No\n"));
        assertEquals(
                List.of("f.csv, line 2, column item: the item 'a' is another conversation in the study"),
                refusal("item,context,response,rater,answer\na,Well?,No.,r9,Yes\n"));
        assertEquals(
                List.of("f.csv, line 2: the study has no question 'mood'; it has: answer"),
                refusal("item,rater,question,answer\na,r9,mood,Yes\n"));
        assertEquals(
                List.of("f.csv, line 2: the answer 'Perhaps' is not one of No, Unsure, Yes"),
                refusal("item,rater,answer\na,r9,Perhaps\n"));
        assertEquals(
                List.of(
                        "f.csv, column rater_age: the study has no group 'middle' on the axis 'age'; it has: old, young"),
                refusal("item,rater,answer,rater_age\na,r9,Yes,middle\n"));
        assertEquals(
                List.of("f.csv, line 1, column rater_shoe: the study has no axis 'shoe'; it has: age"),
                refusal("item,rater,answer,rater_shoe\na,r9,Yes,42\n"));
        assertEquals(
                List.of(
                        "f.csv, line 1: the study knows its raters, so the file must name them: --rater-column names the"
                                + " column"),
                refusal("item,answer\na,Yes\n"));
        assertEquals(before, datasets.rowCounts());
    }

    @Test
    void a_draft_takes_no_judgments() {
        long draft = world.draft(world.twoShores("Not yet", 1, 1), world.person(Role.RESEARCHER, "Ines"));
        assertEquals(
                "Publish the study first: the items and questions of a draft may still change.",
                assertThrows(IllegalStateException.class, () -> joined(draft, "item,rater,answer\na,r1,Yes\n"))
                        .getMessage());
    }

    private List<String> refusal(String content) {
        FileRefused refused = assertThrows(FileRefused.class, () -> joined(content));
        return refused.problems().stream().map(Problem::toString).toList();
    }

    private ImportReport joined(String content) throws FileRefused {
        return joined(study, content);
    }

    private ImportReport joined(long into, String content) throws FileRefused {
        return joining.run(
                into, ImportRequest.of("Joined", Datasets.file(folder, "f.csv", content), null), ImportProgress.SILENT);
    }
}
