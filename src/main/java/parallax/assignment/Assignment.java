package parallax.assignment;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One item shown to one rater, held for them until the lease ends.
///
/// @param position the number of the assignment among the rater's, from 1
/// @param openedAt when the rater first saw it; null while it waits as their next one
public record Assignment(
        long id,
        long studyId,
        long participationId,
        long itemId,
        long stratumId,
        int occasion,
        int position,
        State state,
        Instant leaseUntil,
        @Nullable Instant openedAt) {

    public enum State {
        LEASED,
        SUBMITTED,
        SKIPPED,
        EXPIRED;

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean is(State other) {
        return state == other;
    }
}
