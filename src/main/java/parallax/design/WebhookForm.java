package parallax.design;

import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.Set;
import parallax.web.FormText;
import parallax.webhook.WebhookDraft;

/// The form that adds a webhook.
///
/// @param event words of what it is told of
public record WebhookForm(
        @FormParam("url") String url, @FormParam("event") List<String> event) {
    static final WebhookForm BLANK = new WebhookForm("", List.of());

    public WebhookForm {
        url = FormText.of(url);
        event = FormText.all(event);
    }

    WebhookDraft draft() {
        return new WebhookDraft(url, Set.copyOf(event));
    }
}
