package parallax.dataset.findings;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.web.SpreadsheetText;

/// The estimates as CSV, one on each line under one header; per-item or per-rater rows instead when they
/// were asked for.
record CsvReport(Report report) {
    void write(Appendable out) throws IOException {
        List<ReportLine> rows = rows();
        List<String> columns = rows.isEmpty() ? List.of() : ordered(rows);
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns);
            for (ReportLine row : rows) {
                csv.writeRecord(columns.stream()
                        .map(column -> cell(row.values().get(column)))
                        .toList());
            }
        }
        out.append(text.getBuffer());
    }

    private List<ReportLine> rows() {
        if (!report.items().isEmpty()) {
            return report.items();
        }
        return report.raters().isEmpty()
                ? report.findings().stream().map(ReportLine::of).toList()
                : report.raters();
    }

    /// Every column of any row, in the order of first sight.
    private static List<String> ordered(List<ReportLine> rows) {
        return rows.stream()
                .flatMap(row -> row.values().keySet().stream())
                .distinct()
                .toList();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number ? value.toString() : SpreadsheetText.plain(value.toString());
    }
}
