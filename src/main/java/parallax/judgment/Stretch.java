package parallax.judgment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long a rater has been at it without a pause, by when they opened items and sent them in.
///
/// @param begun when the stretch began; now, if it begins with the item at hand
/// @param lastOpened when they opened the item before, if that belongs to the stretch
record Stretch(Instant begun, @Nullable Instant lastOpened) {
    /// Whoever stays away from one item to the next for so long has had a pause.
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final Duration OFFER_EVERY = Duration.ofMinutes(20);

    /// @param closedAt when it was sent in or skipped; null while it is not
    record Item(Instant openedAt, @Nullable Instant closedAt) {
        private Instant end() {
            return closedAt == null ? openedAt : closedAt;
        }
    }

    /// @param before the items before the one at hand that were opened, in order
    static Stretch of(List<Item> before, Instant now) {
        Instant begun = now;
        Instant lastOpened = null;
        for (Item item : before.reversed()) {
            if (item.end().plus(PAUSE).isBefore(begun)) {
                break;
            }
            begun = item.openedAt();
            lastOpened = lastOpened == null ? item.openedAt() : lastOpened;
        }
        return new Stretch(begun, lastOpened);
    }

    /// Whether a break is due: with the first item after every twenty minutes.
    boolean isBreakDue(Instant now) {
        long due = Duration.between(begun, now).dividedBy(OFFER_EVERY);
        Instant last = lastOpened;
        return last != null && due > Duration.between(begun, last).dividedBy(OFFER_EVERY);
    }
}
