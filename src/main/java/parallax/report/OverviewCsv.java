package parallax.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Overview;
import parallax.web.SpreadsheetText;

/// An overview as a table: a row for each question and group, everyone first.
final class OverviewCsv {
    private static final List<String> COLUMNS = List.of(
            "question",
            "axis",
            "group",
            "unsure",
            "raters",
            "answers",
            "p_unsafe",
            "p_unsafe_low",
            "p_unsafe_high",
            "difference",
            "difference_low",
            "difference_high",
            "p",
            "p_adjusted",
            "hidden",
            "not_for_showing");

    private OverviewCsv() {}

    static String of(Overview overview) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            for (Overview.Question question : overview.questions()) {
                csv.writeRecord(row(overview, question, question.everyone()));
                question.groups().forEach(cell -> csv.writeRecord(row(overview, question, cell)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot refuse to be written", e);
        }
        return text.toString();
    }

    private static List<String> row(Overview overview, Overview.Question question, Overview.Cell cell) {
        var fields = new ArrayList<>(List.of(
                SpreadsheetText.plain(question.question()),
                SpreadsheetText.plain(overview.axis()),
                SpreadsheetText.plain(cell.group()),
                overview.unsure(),
                text(cell.nRaters()),
                text(cell.nAnswers())));
        add(fields, cell.pUnsafe());
        add(fields, cell.difference());
        fields.add(text(cell.p()));
        fields.add(text(cell.pAdjusted()));
        fields.add(Boolean.toString(cell.hidden()));
        fields.add(Boolean.toString(cell.notForShowing()));
        return fields;
    }

    private static void add(List<String> fields, @Nullable Estimate estimate) {
        Interval interval = estimate == null ? null : estimate.interval();
        fields.add(text(estimate == null ? null : estimate.value()));
        fields.add(text(interval == null ? null : interval.low()));
        fields.add(text(interval == null ? null : interval.high()));
    }

    private static String text(@Nullable Number number) {
        return number == null ? "" : number.toString();
    }
}
