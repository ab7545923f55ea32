package parallax.dataset.exports;

import java.util.Objects;
import parallax.dataset.Layout;

/// What to export, and for whom.
public record ExportRequest(long studyId, Layout layout, Reader reader, Revisions revisions) {
    /// Who will open the file.
    public enum Reader {
        /// a program: fields as they are, so that an import gives the same study again
        PROGRAM,
        /// a spreadsheet: fields that would run as formulas are turned into text
        SPREADSHEET
    }

    /// Which of a judgment's revisions.
    public enum Revisions {
        CURRENT,
        ALL
    }

    public ExportRequest {
        Objects.requireNonNull(layout);
        Objects.requireNonNull(reader);
        Objects.requireNonNull(revisions);
        if (layout.isDices() && revisions == Revisions.ALL) {
            throw new IllegalArgumentException("the layout " + layout.code() + " has no column for revisions");
        }
    }
}
