package parallax.webhook;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A webhook that somebody asks for.
///
/// @param url where events go
/// @param events words of what it is told of
public record WebhookDraft(String url, Set<String> events) {
    static final int LONGEST = 2_000;

    public WebhookDraft {
        url = url.strip();
        events = Set.copyOf(events);
    }

    /// What it is told of, in the order in which it is offered.
    List<String> ordered() {
        return WebhookEvent.offered().stream()
                .map(WebhookEvent::word)
                .filter(events::contains)
                .toList();
    }

    /// A sentence of what is wrong with the events; empty if nothing is.
    String faultOfEvents() {
        String offered = WebhookEvent.offered().stream().map(WebhookEvent::word).collect(Collectors.joining(", "));
        if (events.isEmpty()) {
            return "Choose at least one event: " + offered + ".";
        }
        return ordered().size() == events.size()
                ? ""
                : "There is an event that nobody knows: there are " + offered + ".";
    }
}
