package parallax.analysis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One analysis of a study, as stored.
///
/// @param upTo the newest judgment that it reads, by id
/// @param failure why it failed, or empty
/// @param read what it read, or null before it is done
public record AnalysisRun(
        long id,
        long studyId,
        AnalysisRequest request,
        long upTo,
        State state,
        Progress progress,
        String failure,
        @Nullable ReadAnswers read) {

    public enum State {
        QUEUED,
        RUNNING,
        CANCELLED,
        DONE,
        FAILED;

        /// The word in the database and on pages.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }

        public boolean isActive() {
            return this == QUEUED || this == RUNNING;
        }
    }

    /// How far it is and when that was.
    ///
    /// @param done steps of `all`; both 0 before it begins
    public record Progress(
            long done,
            long all,
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished) {
        public int percent() {
            return all == 0 ? 0 : (int) (100 * done / all);
        }

        /// How long it computed; zero before its end.
        Duration took() {
            return started == null || finished == null ? Duration.ZERO : Duration.between(started, finished);
        }
    }

    /// What an analysis read.
    ///
    /// @param digest SHA-256 over question, item, rater and option of every answer, in their order
    /// @param raters null where the data do not say who answered
    /// @param excluded how many raters were left out by an exclusion; null where it asked for none
    public record ReadAnswers(
            String digest,
            @Nullable Integer raters,
            int items,
            long answers,
            @Nullable Integer excluded) {}
}
