package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import parallax.settings.Settings;

/// For which name passkeys are made. Browsers make them for names alone, over HTTPS or on this machine; one
/// that is made for a name is nothing under another.
@ApplicationScoped
public class PasskeyPlace {
    private final Optional<URI> configured;

    public PasskeyPlace(Settings settings) {
        this.configured = settings.publicAddress();
    }

    /// @param name what a passkey belongs to
    /// @param origin the pages that may ask for it
    record Place(String name, String origin) {}

    /// @return nothing where browsers make none
    Optional<Place> of(HttpServerRequest request) {
        return configured
                .or(() -> asNamed(request))
                .filter(PasskeyPlace::isNamed)
                .map(at -> new Place(at.getHost(), at.getScheme() + "://" + at.getRawAuthority()));
    }

    /// Requests that name another host than this installation's come no further than the guard.
    private static Optional<URI> asNamed(HttpServerRequest request) {
        HostAndPort named = request.authority();
        return named == null
                ? Optional.empty()
                : Optional.of(URI.create((request.isSSL() ? "https://" : "http://") + named));
    }

    private static boolean isNamed(URI at) {
        String host = at.getHost();
        if (host == null || host.startsWith("[")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(host);
            return false;
        } catch (IllegalArgumentException aName) {
            return "https".equals(at.getScheme()) || host.equals("localhost");
        }
    }
}
