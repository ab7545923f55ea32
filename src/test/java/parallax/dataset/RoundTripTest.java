package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.dataset.exports.ExportRequest;
import parallax.dataset.imports.ImportReport;
import parallax.dataset.table.FileRefused;
import parallax.store.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RoundTripTest {
    @Inject
    Datasets datasets;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"dices350-small.csv,DICES350", "dices990-small.csv,DICES990"})
    void a_dices_file_comes_out_byte_for_byte(String file, Layout layout) throws IOException, FileRefused {
        ImportReport report = datasets.imported(Datasets.fixture(file), null);
        assertEquals(Files.readString(Datasets.fixture(file)), datasets.exported(report.studyId(), layout));
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_change_nothing() throws IOException, FileRefused {
        String plain = Files.readString(Datasets.fixture("dices990-small.csv"));
        Path windows = Files.write(
                folder.resolve("windows.csv"),
                ("\uFEFF" + plain.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
        ImportReport report = datasets.imported(windows, null);
        assertEquals(plain, datasets.exported(report.studyId(), Layout.DICES990));
    }

    /// The long layout with its items file carries everything that a DICES file says.
    @ParameterizedTest
    @CsvSource({"dices350-small.csv,DICES350", "dices990-small.csv,DICES990"})
    void a_dices_file_survives_the_way_through_the_long_layout(String file, Layout layout)
            throws IOException, FileRefused {
        ImportReport report = datasets.imported(Datasets.fixture(file), null);
        Exported exported = export(report.studyId());
        ImportReport again = datasets.imported(exported.ratings(folder), exported.items(folder));
        assertEquals(exported, export(again.studyId()));
        assertEquals(Files.readString(Datasets.fixture(file)), datasets.exported(again.studyId(), layout));
    }

    @Test
    void a_long_file_comes_out_the_same_every_time_after_the_first() throws IOException, FileRefused {
        assertStable(Datasets.fixture("long-small.csv"), Datasets.fixture("long-small.items.csv"));
    }

    @Test
    void judgments_of_unknown_raters_come_out_the_same() throws IOException, FileRefused {
        assertStable(Datasets.fixture("unknown-raters-small.csv"), Datasets.fixture("long-small.items.csv"));
    }

    @Test
    void revisions_occasions_and_questions_not_asked_come_out_the_same() throws IOException, FileRefused {
        Path items = Datasets.file(folder, "some.items.csv", "item,context,response\ni1,USER: hi,hello\n");
        Path ratings = Datasets.file(folder, "some.csv", """
                item,rater,occasion,revision,surplus,question,answer,source,submitted_at,active_ms
                i1,r1,1,1,false,a,No,rater,2026-01-01T00:00:00Z,900
                i1,r1,1,1,false,b,,not_asked,2026-01-01T00:00:00Z,900
                i1,r1,1,2,false,a,Yes,rater,2026-01-01T00:10:00.123456Z,1000
                i1,r1,1,2,false,b,No,rater,2026-01-01T00:10:00.123456Z,1000
                i1,r1,2,1,true,a,Unsure,rater,,
                i1,r2,1,1,false,,,,2026-01-02T00:00:00Z,1
                """);
        ImportReport report = datasets.imported(ratings, items);
        assertEquals(4, report.stored().judgments());
        ExportRequest all = new ExportRequest(
                report.studyId(), Layout.LONG, ExportRequest.Reader.PROGRAM, ExportRequest.Revisions.ALL);
        String expected = Files.readString(ratings)
                .replace(",rater,2026", ",imported,2026")
                .replace("Unsure,rater,,", "Unsure,imported,,");
        assertEquals(expected, datasets.exported(all));
        assertEquals(
                expected.lines().filter(line -> !line.startsWith("i1,r1,1,1,")).toList(),
                datasets.exported(report.studyId(), Layout.LONG).lines().toList());
    }

    @Test
    void times_of_questions_come_out_the_same() throws IOException, FileRefused {
        Path items = Datasets.file(folder, "timed.items.csv", "item,context,response\ni1,USER: hi,hello\n");
        Path ratings = Datasets.file(folder, "timed.csv", """
                item,rater,occasion,revision,surplus,question,answer,source,submitted_at,active_ms,question_active_ms
                i1,r1,1,1,false,a,No,imported,2026-01-01T00:00:00Z,900,700
                i1,r1,1,1,false,b,,not_asked,2026-01-01T00:00:00Z,900,
                i1,r2,1,1,false,a,Yes,imported,2026-01-02T00:00:00Z,,
                i1,r2,1,1,false,b,No,imported,2026-01-02T00:00:00Z,,0
                """);
        assertEquals(
                Files.readString(ratings),
                datasets.exported(datasets.imported(ratings, items).studyId(), Layout.LONG));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_dataset_comes_out_the_same(long seed) throws IOException, FileRefused {
        RandomDataset dataset = new RandomDataset(seed);
        Path ratings = Datasets.file(folder, "random.csv", dataset.ratings());
        Path items = Datasets.file(folder, "random.items.csv", dataset.items());
        ImportReport report = datasets.imported(dataset.request(ratings, items));
        Exported first = export(report.studyId());
        ImportReport again = datasets.imported(dataset.requestAgain(
                first.ratings(folder), first.items(folder), datasets.exportedRubric(report.studyId())));
        assertEquals(first, export(again.studyId()), "seed " + seed);
        assertEquals(dataset.answers(), first.answers(), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void any_dices_file_comes_out_byte_for_byte(long seed) throws IOException, FileRefused {
        for (Layout layout : List.of(Layout.DICES350, Layout.DICES990)) {
            String file = new RandomDices(layout, seed, 6, 9).file();
            ImportReport report = datasets.imported(Datasets.file(folder, "random-dices.csv", file), null);
            assertEquals(file, datasets.exported(report.studyId(), layout), layout + ", seed " + seed);
        }
    }

    private void assertStable(Path ratings, @Nullable Path items) throws IOException, FileRefused {
        Exported first = export(datasets.imported(ratings, items).studyId());
        Exported second = export(
                datasets.imported(first.ratings(folder), first.items(folder)).studyId());
        assertEquals(first, second);
    }

    private Exported export(long study) throws IOException {
        return new Exported(datasets.exported(study, Layout.LONG), datasets.exportedItems(study));
    }

    private record Exported(String ratings, String items) {
        Path ratings(Path folder) {
            return Datasets.file(folder, "exported.csv", ratings);
        }

        Path items(Path folder) {
            return Datasets.file(folder, "exported.items.csv", items);
        }

        long answers() {
            return ratings.lines().filter(line -> line.contains(",imported,")).count();
        }
    }
}
