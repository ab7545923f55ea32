package parallax.rater;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One rater's part in one study.
///
/// @param pseudonym the only name of the rater in the study's pages and exports
/// @param stratumId where a seat is booked for them; null before admission
/// @param submitted how many items they have judged
/// @param shownSince since when this device holds the session; what was saved before is not shown on
///     it
public record Participation(
        long id,
        long studyId,
        String pseudonym,
        State state,
        @Nullable Long stratumId,
        int submitted,
        Instant shownSince) {

    public enum State {
        ARRIVED,
        CONSENTED,
        ADMITTED,
        COMPLETED,
        SCREENED_OUT,
        LAPSED,
        WITHDRAWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean is(State other) {
        return state == other;
    }
}
