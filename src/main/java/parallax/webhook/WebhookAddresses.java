package parallax.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import parallax.runner.remote.HostPolicy;
import parallax.settings.Settings;

/// Where events may be sent: to public addresses over HTTPS, and to hosts that the operator lists.
@ApplicationScoped
public class WebhookAddresses {
    private static final boolean SECRET = true;

    private final HostPolicy policy;

    public WebhookAddresses(Settings settings) {
        this.policy = HostPolicy.publicAnd(settings.webhooks().allowedHosts().orElse(Set.of()));
    }

    /// What is wrong with an address, without looking up its name; empty if nothing is.
    String fault(String url) {
        if (url.isEmpty() || url.length() > WebhookDraft.LONGEST) {
            return "The address has 1 to " + WebhookDraft.LONGEST + " characters.";
        }
        try {
            URI address = new URI(url);
            policy.checkForm(address);
            return address.getRawFragment() == null ? "" : "An address that is sent to has no part after #.";
        } catch (URISyntaxException | IllegalArgumentException wrong) {
            return wrong instanceof URISyntaxException
                    ? "This is not an address such as https://hooks.example/parallax."
                    : "The address cannot be used: " + wrong.getMessage() + ".";
        }
    }

    /// Looks its name up, at the moment of sending.
    ///
    /// @return the addresses to connect to, each of which may be
    /// @throws IllegalArgumentException with the reason why it is not contacted
    List<InetAddress> resolved(URI address) {
        return policy.check(address, SECRET);
    }
}
