package parallax.web;

import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;
import parallax.verb.Listening;

/// Where people reach this installation. Links are made of this and never of what a request says about itself, and
/// nothing is answered under another name: a forged or rebound one leads nowhere.
@ApplicationScoped
public class PublicAddress {
    private final Optional<URI> configured;
    private final Set<String> allowed;
    private final String bound;
    private final HttpServer server;

    public PublicAddress(
            Settings settings, @ConfigProperty(name = "quarkus.http.host") String bound, HttpServer server) {
        this.configured = settings.publicAddress();
        this.allowed = settings.allowedHosts().orElse(Set.of());
        this.bound = bound;
        this.server = server;
    }

    /// A scheme, a host and perhaps a port: the configured ones, else those that it listens at.
    public String base() {
        return configured.map(URI::toString).orElseGet(() -> Listening.link(bound, server.getPort()));
    }

    /// The whole address of a page.
    ///
    /// @param path from the root on, such as `/accounts`
    public String link(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /: " + path);
        }
        return base() + path;
    }

    /// Whether a request that names this host, with or without a port, is meant for this installation.
    ///
    /// @param named null if it names none, or nothing that is one
    public boolean answersAs(@Nullable HostAndPort named) {
        if (named == null) {
            return false;
        }
        String host = plain(named.host());
        return isThisMachine(host)
                || host.equals(plain(bound))
                || allowed.stream().anyMatch(name -> plain(name).equals(host))
                || configured.filter(own -> plain(own.getHost()).equals(host)).isPresent();
    }

    /// Whether what an `Origin` header says is the installation itself: as the request names it, or its public
    /// address.
    boolean isOrigin(String origin, @Nullable HostAndPort named) {
        try {
            URI from = new URI(origin);
            return from.getHost() != null && (isConfigured(from) || isAsNamed(from, named));
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private boolean isConfigured(URI from) {
        return configured.filter(own -> same(own, from)).isPresent();
    }

    /// A proxy may leave the port out of the host that it passes on.
    private static boolean isAsNamed(URI from, @Nullable HostAndPort named) {
        if (named == null || !plain(from.getHost()).equals(plain(named.host()))) {
            return false;
        }
        return named.port() < 0 || from.getPort() < 0 || from.getPort() == named.port();
    }

    private static boolean same(URI own, URI from) {
        return own.getScheme().equalsIgnoreCase(from.getScheme())
                && plain(own.getHost()).equals(plain(from.getHost()))
                && own.getPort() == from.getPort();
    }

    /// No other site can give a name of its own to this machine's loopback address as such.
    private static boolean isThisMachine(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
