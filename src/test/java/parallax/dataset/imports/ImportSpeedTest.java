package parallax.dataset.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.RandomDices;
import parallax.dataset.table.FileRefused;
import parallax.store.PostgresResource;

/// A whole file of the size of DICES-990, with every question. The times are printed, not judged.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ImportSpeedTest {
    private static final int ROWS = 72_103;

    @Inject
    Datasets datasets;

    @TempDir
    Path folder = Path.of("");

    /// Others need not recount its two million answers after each of their steps.
    @AfterEach
    void the_store_is_empty_again() {
        datasets.empty();
    }

    @Test
    void a_file_as_large_as_dices_990_is_imported_and_exported_as_it_was() throws IOException, FileRefused {
        Path file = folder.resolve("generated990.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            new RandomDices(Layout.DICES990, 990, 990, 173).write(out, ROWS);
        }
        long start = System.nanoTime();
        ImportReport report = datasets.imported(file, null);
        Duration imported = Duration.ofNanos(System.nanoTime() - start);
        start = System.nanoTime();
        String exported = datasets.exported(report.studyId(), Layout.DICES990);
        Duration exporting = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "DICES-990-shaped file: %d rows, %d answers, %.1f MB: imported in %.1f s, exported in %.1f s%n",
                report.stored().judgments(),
                report.stored().answers(),
                Files.size(file) / 1e6,
                imported.toMillis() / 1e3,
                exporting.toMillis() / 1e3);
        assertEquals(ROWS, report.stored().judgments());
        assertEquals(Files.readString(file), exported);
    }
}
