package parallax.rater;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One rater's part in one study.
///
/// @param pseudonym the only name of the rater in the study's pages and exports
/// @param stratumId where a seat is booked for them; null before admission
/// @param submitted how many items they have judged
/// @param unprovedSince since when the device that holds the session is that of somebody who went on with the
///     panel's id alone; null if they have shown who they are. What was given to one is not the other's
/// @param lastSeenAt when that device was last heard of, to within a minute
public record Participation(
        long id,
        long studyId,
        String pseudonym,
        State state,
        @Nullable Long stratumId,
        int submitted,
        @Nullable Instant unprovedSince,
        Instant lastSeenAt) {

    public enum State {
        ARRIVED,
        CONSENTED,
        /// Used up their tries at the comprehension questions.
        NOT_UNDERSTOOD,
        ADMITTED,
        COMPLETED,
        ENDED_EARLY,
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

    /// Whether whoever has their session has shown who they are.
    public boolean isProved() {
        return unprovedSince == null;
    }

    /// Whether they judge nothing more.
    public boolean hasEnded() {
        return is(State.COMPLETED) || is(State.ENDED_EARLY) || is(State.WITHDRAWN);
    }

    /// Whether they have said and judged nothing yet.
    boolean isBeforeAdmission() {
        return is(State.ARRIVED) || is(State.CONSENTED);
    }

    /// How long their device must still stay silent until that was a whole lease; zero if it has.
    Duration untilSilentFor(Duration lease, Instant now) {
        Duration left = Duration.between(now, lastSeenAt.plus(lease));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
