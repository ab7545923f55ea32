package parallax.dataset.exports;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.dataset.Layout;

/// What to export, and for whom.
///
/// @param exclude without the raters whom this exclusion leaves out; null for all raters
public record ExportRequest(
        long studyId,
        Layout layout,
        Reader reader,
        Revisions revisions,
        @Nullable Exclusion exclude,
        Times times) {
    /// Of all raters.
    public ExportRequest(long studyId, Layout layout, Reader reader, Revisions revisions) {
        this(studyId, layout, reader, revisions, null, Times.MINUTES);
    }

    /// How exactly it is said when a judgment was made here. A panel's own list of times names its people. What
    /// a file brought along stays as it was written.
    public enum Times {
        MINUTES,
        EXACT
    }

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
        Objects.requireNonNull(times);
        if (layout.isDices() && revisions == Revisions.ALL) {
            throw new IllegalArgumentException("the layout " + layout.code() + " has no column for revisions");
        }
    }
}
