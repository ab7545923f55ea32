package parallax.dataset.imports;

import java.util.List;
import parallax.dataset.Layout;

/// What an import has stored.
///
/// @param raters 0 where the file does not know them
/// @param notes what a reader should know although it was no reason to refuse the file
public record ImportReport(
        long studyId,
        String studyCode,
        Layout layout,
        int items,
        int raters,
        boolean ratersKnown,
        int judgments,
        long answers,
        List<String> notes) {
    public ImportReport {
        notes = List.copyOf(notes);
    }
}
