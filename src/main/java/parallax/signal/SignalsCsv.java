package parallax.signal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import parallax.study.Signal;

/// Signals as a table: a row for each rater, two columns for each signal.
final class SignalsCsv {
    private SignalsCsv() {}

    /// @param watched in the order of the columns
    static void write(Iterable<Signal> watched, List<RaterSignals> raters, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        var names = new ArrayList<>(List.of("rater", "judged"));
        watched.forEach(signal -> names.addAll(List.of(signal.word(), signal.word() + "Raised")));
        csv.writeRecord(names);
        for (RaterSignals rater : raters) {
            var fields = new ArrayList<>(List.of(rater.rater(), Integer.toString(rater.judged())));
            for (RaterSignals.Value one : rater.values()) {
                Double value = one.value();
                fields.add(value == null ? "" : value.toString());
                fields.add(Boolean.toString(one.raised()));
            }
            csv.writeRecord(fields);
        }
        csv.flush();
    }
}
