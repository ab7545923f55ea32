package parallax.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An address that is told of a study's events.
///
/// @param events their words, in the order in which they are offered
/// @param waiting how many events are still to be sent
public record Webhook(long id, String url, List<String> events, Instant createdAt, Standing standing, long waiting) {
    public Webhook {
        events = List.copyOf(events);
    }

    /// How it stands with it.
    ///
    /// @param pausedAt null while events are sent
    /// @param reason why it was paused by itself; empty where somebody did it
    /// @param failures tries in a row that failed
    /// @param restingUntil when the next try is, after one that failed
    public record Standing(
            @Nullable Instant pausedAt,
            String reason,
            int failures,
            @Nullable Instant restingUntil) {}

    public boolean isPaused() {
        return standing.pausedAt != null;
    }
}
