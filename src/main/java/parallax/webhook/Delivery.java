package parallax.webhook;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One event on its way to one webhook, and what became of it.
///
/// @param told what happened, and when
/// @param tries how often it was sent, by hand too
/// @param answer the status that the last try was answered with; null where it was not answered
/// @param failure why the last try was none, or empty
public record Delivery(
        long id,
        Told told,
        State state,
        int tries,
        @Nullable Instant triedAt,
        @Nullable Integer answer,
        String failure) {
    /// @param event its word
    /// @param data as JSON
    public record Told(long study, String event, String data, Instant at) {}

    public enum State {
        WAITING,
        DELIVERED,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// What is sent: the same text with each try. Nothing in it needs escaping but what is JSON already.
    String body() {
        return String.format(
                Locale.ROOT,
                "{\"id\":%d,\"event\":\"%s\",\"study\":%d,\"at\":\"%s\",\"data\":%s}",
                id,
                told.event,
                told.study,
                told.at,
                told.data);
    }
}
