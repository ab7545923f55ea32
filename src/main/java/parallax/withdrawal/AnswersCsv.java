package parallax.withdrawal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import parallax.web.SpreadsheetText;

/// A rater's answers as a table for a spreadsheet, which takes no cell for a formula.
final class AnswersCsv {
    private AnswersCsv() {}

    static String of(MyData data) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            write(data, csv);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory was not written", e);
        }
        return text.toString();
    }

    /// Of an attention item, the answer that it expected to the question that counted.
    private static String expected(MyData.Judged judged, MyData.Given given) {
        MyData.Attention attention = judged.attention();
        return attention == null || !attention.question().equals(given.question()) ? "" : attention.expected();
    }

    private static String orNothing(@Nullable Number number) {
        return number == null ? "" : number.toString();
    }

    private static void write(MyData data, CsvWriter csv) {
        csv.writeRecord(
                "conversation", "submitted_at", "question", "answer", "active_ms", "pastes", "leaves", "expected");
        for (MyData.Judged judged : data.judged()) {
            for (MyData.Given given : judged.answers()) {
                csv.writeRecord(
                        String.valueOf(judged.number()),
                        judged.submittedAt().toString(),
                        SpreadsheetText.plain(given.question()),
                        SpreadsheetText.plain(given.answer()),
                        orNothing(given.activeMs()),
                        orNothing(given.pastes()),
                        orNothing(given.leaves()),
                        SpreadsheetText.plain(expected(judged, given)));
            }
        }
    }
}
