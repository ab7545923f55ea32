package parallax.assignment;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Reported problems as a table: a row for each.
public final class ProblemsCsv {
    private ProblemsCsv() {}

    /// Writes it and leaves the writer open.
    public static void write(List<ProblemReports.Report> reports, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord("id", "item", "rater", "reason", "note", "reported_at", "handled_at");
        for (ProblemReports.Report report : reports) {
            csv.writeRecord(
                    Long.toString(report.id()),
                    report.item(),
                    report.rater(),
                    report.reason().word(),
                    report.note(),
                    report.reportedAt().toString(),
                    report.handledAt() == null ? "" : report.handledAt().toString());
        }
        csv.flush();
    }
}
