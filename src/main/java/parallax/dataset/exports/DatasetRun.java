package parallax.dataset.exports;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A dataset that somebody asked for.
///
/// @param failure why it failed, or empty
/// @param packed what can be fetched; null before it is done, and after it was deleted
public record DatasetRun(
        long id,
        long studyId,
        DatasetOrder order,
        State state,
        Progress progress,
        String failure,
        @Nullable Packed packed) {
    public enum State {
        QUEUED,
        RUNNING,
        CANCELLED,
        DONE,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public boolean isActive() {
            return this == QUEUED || this == RUNNING;
        }
    }

    /// @param done steps of `all`; both 0 before it begins
    public record Progress(
            long done, long all, Instant created, @Nullable Instant finished) {
        public int percent() {
            return all == 0 ? 0 : (int) (100 * done / all);
        }
    }

    /// The packed folder (ZIP).
    ///
    /// @param sha256 in hexadecimal digits
    public record Packed(long bytes, String sha256) {
        /// `1.4 MB`
        public String size() {
            return bytes < 1_000_000
                    ? "%.1f kB".formatted(bytes / 1e3)
                    : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
        }
    }

    /// The name under which it is kept.
    public String fileName(String studyCode) {
        return studyCode + "-" + order.form().code() + "-" + id + ".zip";
    }
}
