package parallax.dataset.imports;

import java.util.List;
import parallax.dataset.Layout;

/// What an import has stored.
///
/// @param notes what a reader should know although it was not a reason to refuse the file
public record ImportReport(
        long studyId, String studyCode, Layout layout, Stored stored, boolean ratersKnown, List<String> notes) {
    public ImportReport {
        notes = List.copyOf(notes);
    }

    /// How many of what were stored.
    ///
    /// @param raters 0 where the file does not know them
    public record Stored(int items, int raters, int judgments, long answers) {}
}
