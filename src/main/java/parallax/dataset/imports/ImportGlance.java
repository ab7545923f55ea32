package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableRow;

/// How a ratings file would be read: what becomes of each column, and its first rows, in lines of text.
///
/// @param options that name the columns as they were found
/// @param notes on the file as a whole
public record ImportGlance(
        List<ImportReport.ColumnFate> columns, List<String> rows, Map<String, String> options, List<String> notes) {
    private static final int ROWS = 10;
    /// Columns that say nothing of who answered what.
    private static final List<String> ASIDE =
            List.of("kept with the judgment as written", "kept with the item as written", "left out");

    public ImportGlance {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        options = Map.copyOf(options);
        notes = List.copyOf(notes);
    }

    static ImportGlance of(RatingsTable ratings, Notes notes) throws FileRefused {
        Header header = ratings.file().header();
        Map<String, String> fates = ratings.columns().fates(header);
        List<Header.Column> shown = header.columns().stream()
                .filter(column -> !ASIDE.contains(fates.get(column.name())))
                .toList();
        List<String> rows = new ArrayList<>();
        for (TableRow row = ratings.file().next();
                row != null && rows.size() < ROWS;
                row = ratings.file().next()) {
            List<String> fields = new ArrayList<>();
            for (Header.Column column : shown) {
                fields.add(
                        column.name() + "=" + Sentences.shortened(column.in(row).replaceAll("\\p{Cntrl}+", " ")));
            }
            rows.add("line " + row.line() + ": " + String.join(", ", fields));
        }
        return new ImportGlance(ratings.fates(), rows, ratings.columns().options(), notes.lines());
    }
}
