package parallax.dataset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.ExportRequest;
import parallax.dataset.exports.ExportRequest.Reader;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.dataset.exports.Exporter;
import parallax.dataset.imports.ImportProgress;
import parallax.dataset.imports.ImportReport;
import parallax.dataset.imports.ImportRequest;
import parallax.dataset.imports.Importer;
import parallax.dataset.table.FileRefused;
import parallax.store.Sql;
import parallax.study.Rubric;

/// Imports, exports and counts, as several tests do.
@ApplicationScoped
public class Datasets {
    @Inject
    public Importer importer;

    @Inject
    public Exporter exporter;

    @Inject
    public Sql sql;

    public static Path fixture(String name) {
        return Path.of("test", "resources", "dataset", name);
    }

    public ImportReport imported(Path ratings, @Nullable Path items) throws IOException, FileRefused {
        return importer.run(
                ImportRequest.of("Imported " + ratings.getFileName(), ratings, items), ImportProgress.SILENT);
    }

    public ImportReport imported(ImportRequest request) throws IOException, FileRefused {
        return imported(request, ImportProgress.SILENT);
    }

    public ImportReport imported(ImportRequest request, ImportProgress progress) throws IOException, FileRefused {
        return importer.run(request, progress);
    }

    public String exported(long study, Layout layout) throws IOException {
        return exported(new ExportRequest(study, layout, Reader.PROGRAM, Revisions.CURRENT));
    }

    public String exported(ExportRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.ratings(request, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public String exportedItems(long study) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.items(study, Reader.PROGRAM, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public String provenance(long study) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.provenance(new ExportRequest(study, Layout.LONG, Reader.PROGRAM, Revisions.CURRENT), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public Rubric exportedRubric(long study) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.rubric(study, out);
        return Rubric.fromJson(out.toString(StandardCharsets.UTF_8));
    }

    /// The rows of every table by its name.
    public Map<String, Long> rowCounts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table :
                sql.list(row -> row.getString(1), "select tablename from pg_tables where schemaname = 'public'")) {
            counts.put(table, sql.number("select count(*) from \"" + table + "\""));
        }
        return counts;
    }

    public static Path file(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /// Takes every study and rater away.
    public void empty() {
        sql.update("truncate study, rater_pool cascade");
    }
}
