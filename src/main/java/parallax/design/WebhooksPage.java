package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.Study;
import parallax.webhook.Webhook;
import parallax.webhook.WebhookEvent;

/// Which addresses are told of a study's events.
///
/// @param secret of the webhook that was just added, shown this once; empty otherwise
/// @param form what was entered to add one
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WebhooksPage(
        long id,
        String title,
        List<Line> webhooks,
        List<Choice> events,
        String secret,
        WebhookForm form,
        Map<String, String> problems)
        implements TemplateInstance {

    public record Line(long id, String url, String events, String state, long waiting) {
        static Line of(Webhook webhook) {
            return new Line(
                    webhook.id(),
                    webhook.url(),
                    String.join(", ", webhook.events()),
                    inWords(webhook),
                    webhook.waiting());
        }
    }

    /// @param chosen whether it was ticked
    public record Choice(String word, String told, boolean chosen) {}

    static WebhooksPage of(
            Study study, List<Webhook> webhooks, String secret, WebhookForm form, Map<String, String> problems) {
        return new WebhooksPage(
                study.id(),
                study.title(),
                webhooks.stream().map(Line::of).toList(),
                WebhookEvent.offered().stream()
                        .map(event -> new Choice(
                                event.word(), event.told(), form.event().contains(event.word())))
                        .toList(),
                secret,
                form,
                problems);
    }

    private static String inWords(Webhook webhook) {
        if (webhook.isPaused()) {
            return webhook.standing().reason().isEmpty() ? "paused" : "paused by itself";
        }
        return webhook.standing().failures() == 0 ? "active" : "tried again";
    }
}
