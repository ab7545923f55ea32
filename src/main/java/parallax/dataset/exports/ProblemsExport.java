package parallax.dataset.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import parallax.assignment.ProblemReports;

/// The problems with items that raters reported, as a table.
final class ProblemsExport {
    private ProblemsExport() {}

    static void write(List<ProblemReports.Report> reports, ExportRequest.Reader reader, OutputStream out)
            throws IOException {
        CsvWriter csv = new CsvWriter(out, reader);
        csv.row(List.of("report", "item", "rater", "reason", "note", "reported_at", "handled_at"));
        for (ProblemReports.Report report : reports) {
            csv.row(List.of(
                    Long.toString(report.id()),
                    report.item(),
                    report.rater(),
                    report.reason().word(),
                    report.note(),
                    report.reportedAt().toString(),
                    report.handledAt() == null ? "" : report.handledAt().toString()));
        }
        csv.flush();
    }
}
