package parallax.design;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import parallax.rater.PanelPeople;
import parallax.web.SpreadsheetText;

/// The people whom panels sent, for a spreadsheet: nothing in it is calculated there.
final class PanelPeopleCsv {
    private PanelPeopleCsv() {}

    static String of(List<PanelPeople.Sent> people) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("panel", "id", "visit", "state", "finished_at");
            for (PanelPeople.Sent sent : people) {
                csv.writeRecord(
                        SpreadsheetText.plain(sent.panel()),
                        SpreadsheetText.plain(sent.id()),
                        SpreadsheetText.plain(sent.visit()),
                        sent.state(),
                        sent.finished() == null ? "" : sent.finished().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory was not written", e);
        }
        return text.toString();
    }
}
