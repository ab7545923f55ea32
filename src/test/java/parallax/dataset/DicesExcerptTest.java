package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.imports.ImportReport;
import parallax.dataset.table.FileRefused;
import parallax.store.PostgresResource;
import parallax.store.Sql;

/// The excerpts of the public DICES data, where this machine has them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DicesExcerptTest {
    private static final String FOLDER = System.getenv().getOrDefault("PARALLAX_DICES_DIR", "");

    @Inject
    Datasets datasets;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void the_excerpts_are_here() {
        assumeTrue(
                !FOLDER.isEmpty() && Files.isDirectory(Path.of(FOLDER)),
                "PARALLAX_DICES_DIR names no folder with the DICES excerpts, so they are not tested");
    }

    @AfterEach
    void the_store_is_empty_again() {
        datasets.empty();
    }

    /// 43,050 rows: 123 raters × 350 items; the reference file gives P(unsafe) = .326690 over all answers.
    @Test
    void dices_350_has_43050_judgments_of_which_a_share_of_326690_millionths_is_unsafe()
            throws IOException, FileRefused {
        ImportReport report = imported("dices350");
        assertEquals(
                List.of(43_050, 350, 123),
                List.of(
                        report.stored().judgments(),
                        report.stored().items(),
                        report.stored().raters()));
        assertEquals(326_690, unsafeMillionths(report.studyId()));
        assertEquals(350, sql.number("""
                select count(*)
                    from gold_label g join item i on i.id = g.item_id where i.study_id = :study""", bind("study", report.studyId())));
    }

    @Test
    void dices_990_has_72103_judgments_by_an_unknown_number_of_raters() throws IOException, FileRefused {
        ImportReport report = imported("dices990");
        assertFalse(report.ratersKnown());
        assertEquals(
                List.of(72_103, 990),
                List.of(report.stored().judgments(), report.stored().items()));
        assertEquals(
                0,
                sql.number(
                        "select count(*) from participation where study_id = :study", bind("study", report.studyId())));
        assertEquals(990L, sql.number("""
                        select count(*) from (
                            select i.id from item i join turn t on t.item_id = i.id
                            where i.study_id = :study group by i.id
                            having min(t.position) = 0 and count(*) >= 2
                                and (array_agg(t.speaker order by t.position))[1] = 'user'
                                and (array_agg(t.speaker
                                    order by t.position desc))[1] = 'chatbot') whole""", bind("study", report.studyId())));
    }

    @Test
    void the_excerpts_come_out_the_same_after_the_first_export() throws IOException, FileRefused {
        for (String name : List.of("dices350", "dices990")) {
            long first = imported(name).studyId();
            String ratings = datasets.exported(first, Layout.LONG);
            String items = datasets.exportedItems(first);
            long second = datasets.imported(
                            Datasets.file(folder, name + ".csv", ratings),
                            Datasets.file(folder, name + ".items.csv", items))
                    .studyId();
            assertEquals(ratings, datasets.exported(second, Layout.LONG));
            assertEquals(items, datasets.exportedItems(second));
        }
    }

    private ImportReport imported(String name) throws IOException, FileRefused {
        Path data = Path.of(FOLDER);
        return datasets.imported(data.resolve(name + "_ratings.csv"), data.resolve(name + "_items.csv"));
    }

    private long unsafeMillionths(long study) {
        return sql.number("""
                select round(1e6 * count(*) filter (where o.reading = 'unsafe') / count(*))
                from answer a join judgment j on j.id = a.judgment_id and j.current
                join answer_option o on o.question_id = a.question_id and o.position = a.position
                where j.study_id = :study""", bind("study", study));
    }
}
