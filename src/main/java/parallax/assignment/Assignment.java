package parallax.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One item shown to one rater, held for them until the lease ends.
///
/// @param key its name in addresses, which nobody can guess: what a browser keeps is kept under it, and
///     comes in under it or not at all
/// @param position the number of the assignment among the rater's, from 1
public record Assignment(
        long id, UUID key, long participationId, Seats.Place seat, int position, Kind kind, State state, Lease lease) {

    /// What it is to the rater's judgments.
    public enum Kind {
        /// an item to judge, on a seat of its own
        REGULAR,
        /// an attention item
        ATTENTION,
        /// an item that the rater judged before
        REPEAT;

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// For how long what was submitted can be changed.
    public static final Duration REVISABLE = Duration.ofMinutes(30);

    public enum State {
        LEASED,
        SUBMITTED,
        SKIPPED,
        EXPIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// @param openedAt when the rater first saw it; null while it waits as their next one
    /// @param unprovedSince as of the [Participation] when it was given out
    public record Lease(
            Instant givenAt,
            Instant until,
            @Nullable Instant openedAt,
            @Nullable Instant unprovedSince) {

        public boolean isOver(Instant now) {
            return !until.isAfter(now);
        }

        public Duration left(Instant now) {
            return isOver(now) ? Duration.ZERO : Duration.between(now, until);
        }
    }

    public boolean is(State other) {
        return state == other;
    }

    public long stratumId() {
        return seat.stratumId();
    }

    public long itemId() {
        return seat.itemId();
    }

    public int occasion() {
        return seat.occasion();
    }
}
