package parallax.dataset.exports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.store.Sql;
import parallax.study.RubricRows;

/// Writes a study's judgments, items and rubric. Each file is one consistent snapshot; memory grows with
/// raters and items but not with judgments.
@ApplicationScoped
public class Exporter {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Sql sql;
    private final Exclusions exclusions;

    public Exporter(Sql sql, Exclusions exclusions) {
        this.sql = sql;
        this.exclusions = exclusions;
    }

    /// Writes the judgments in the layout asked for and leaves the stream open.
    public void ratings(ExportRequest request, OutputStream out) throws IOException {
        CsvWriter csv = new CsvWriter(out, request.reader());
        Exclusion exclude = request.exclude();
        snapshot(connection -> {
            Set<String> without = exclude == null ? Set.of() : exclusions.raters(request.studyId(), exclude);
            StudyExtract study = StudyExtract.of(connection, request.studyId());
            Map<Long, ExportedItem> items = ExportedItem.ofStudy(connection, request.studyId());
            JudgmentStream judgments = new JudgmentStream(connection, request, study, without);
            if (request.layout().isDices()) {
                DicesExport export = new DicesExport(request.layout(), study, items, csv);
                export.header();
                judgments.forEach(export);
            } else {
                LongExport export = new LongExport(study, items, keptColumns(connection, request.studyId()), csv);
                export.header();
                judgments.forEach(export);
            }
        });
        csv.flush();
    }

    /// Writes the items file that goes with the long layout and leaves the stream open.
    public void items(long studyId, ExportRequest.Reader reader, OutputStream out) throws IOException {
        CsvWriter csv = new CsvWriter(out, reader);
        snapshot(connection ->
                new ItemsExport(ExportedItem.ofStudy(connection, studyId).values(), csv).write());
        csv.flush();
    }

    /// Writes where replies come from and how judgments came about, as lines of JSON, and leaves the stream
    /// open.
    public void provenance(ExportRequest request, OutputStream out) throws IOException {
        Exclusion exclude = request.exclude();
        snapshot(connection -> {
            Set<String> without = exclude == null ? Set.of() : exclusions.raters(request.studyId(), exclude);
            StudyExtract study = StudyExtract.of(connection, request.studyId());
            Map<Long, ExportedItem> items = ExportedItem.ofStudy(connection, request.studyId());
            var export = new ProvenanceExport(study, items, out);
            export.versions(connection, request.studyId());
            export.items(connection, request.studyId());
            new JudgmentStream(connection, request, study, without).forEach(export);
            export.flush();
        });
    }

    /// Writes the rubric as a template and leaves the stream open.
    public void rubric(long studyId, OutputStream out) throws IOException {
        snapshot(connection -> out.write(
                RubricRows.newest(connection, studyId).rubric().toJson().getBytes(StandardCharsets.UTF_8)));
        out.flush();
    }

    private static List<String> keptColumns(Connection connection, long studyId) throws SQLException {
        Set<String> names = new TreeSet<>();
        StudyExtract.each(
                connection,
                studyId,
                "select distinct name from judgment j, jsonb_object_keys(j.attributes) as name"
                        + " where j.study_id = :study and j.attributes is not null",
                row -> names.add(row.getString(1)));
        StudyExtract.each(
                connection,
                studyId,
                "select exists (select from judgment where study_id = :study and attributes is null)",
                row -> names.addAll(row.getBoolean(1) ? ExportedJudgment.COURSE : List.of()));
        return List.copyOf(names);
    }

    @FunctionalInterface
    interface Reading {
        void from(Connection connection) throws SQLException, IOException;
    }

    /// Reads one consistent snapshot, and writes nothing.
    void snapshot(Reading reading) throws IOException {
        try {
            QuarkusTransaction.requiringNew()
                    .timeout((int) LIMIT.toSeconds())
                    .call(() -> sql.work(connection -> readAll(connection, reading)));
        } catch (UncheckedIOException unwritten) {
            throw unwritten.getCause();
        }
    }

    private static boolean readAll(Connection connection, Reading reading) throws SQLException {
        try (Statement isolation = connection.createStatement()) {
            isolation.execute("set transaction isolation level repeatable read, read only");
            reading.from(connection);
            return true;
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }
}
