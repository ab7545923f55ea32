package parallax.dataset.imports;

import java.util.List;
import parallax.dataset.Layout;

/// What an import has stored.
///
/// @param columns what became of each column of the ratings file
/// @param notes what a reader should know although it was not a reason to refuse the file
public record ImportReport(
        long studyId,
        String studyCode,
        Layout layout,
        Stored stored,
        boolean ratersKnown,
        List<ColumnFate> columns,
        List<String> notes) {
    public ImportReport {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /// A column and what becomes of it.
    public record ColumnFate(String column, String becomes) {
        @Override
        public String toString() {
            return "column " + column + ": " + becomes;
        }
    }

    /// How many of what were stored.
    ///
    /// @param raters 0 where the file does not know them
    public record Stored(int items, int raters, int judgments, long answers) {}
}
