package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.study.Study;
import parallax.webhook.Delivery;
import parallax.webhook.Webhook;

/// One webhook and what was sent to it.
///
/// @param why it was paused, or when it is tried again, in a sentence; empty where nothing is to be said
/// @param older the id that older deliveries lie below; null where there are none
/// @param notice why what was asked for was not done, or empty
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WebhookPage(
        long id,
        String title,
        WebhooksPage.Line webhook,
        boolean paused,
        String why,
        List<Line> deliveries,
        @Nullable Long older,
        String notice)
        implements TemplateInstance {
    static final int AT_ONCE = 100;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /// @param came what the last try came to
    /// @param mayReplay whether it can be sent again
    public record Line(
            long id, String event, String at, String state, int tries, String tried, String came, boolean mayReplay) {
        static Line of(Delivery delivery) {
            Integer answer = delivery.answer();
            return new Line(
                    delivery.id(),
                    delivery.told().event(),
                    SECOND.format(delivery.told().at()),
                    delivery.state().word(),
                    delivery.tries(),
                    written(delivery.triedAt()),
                    delivery.failure().isEmpty() && answer != null ? "it answered " + answer : delivery.failure(),
                    delivery.state() != Delivery.State.WAITING);
        }
    }

    static WebhookPage of(Study study, Webhook webhook, List<Delivery> deliveries, String notice) {
        return new WebhookPage(
                study.id(),
                study.title(),
                WebhooksPage.Line.of(webhook),
                webhook.isPaused(),
                why(webhook.standing()),
                deliveries.stream().map(Line::of).toList(),
                deliveries.size() < AT_ONCE ? null : deliveries.getLast().id(),
                notice);
    }

    private static String why(Webhook.Standing standing) {
        if (!standing.reason().isEmpty()) {
            return "It was paused by itself on " + written(standing.pausedAt()) + ": " + standing.reason() + ".";
        }
        return standing.restingUntil() == null
                ? ""
                : "The last try failed; the next is on " + written(standing.restingUntil()) + ".";
    }

    private static String written(@Nullable Instant at) {
        return at == null ? "" : SECOND.format(at);
    }
}
