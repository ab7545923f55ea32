package parallax.runner.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which hosts may be contacted. Only hosts that the operator lists are, so that an address typed into a
/// form cannot reach the inside of a network; addresses of cloud metadata services are refused even under
/// a listed name.
///
/// @param allowedHosts names or addresses, in lower case
public record HostPolicy(Set<String> allowedHosts) {
    public HostPolicy {
        allowedHosts = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static HostPolicy allowing(String... hosts) {
        return new HostPolicy(Set.of(hosts));
    }

    /// Checks an address before it is contacted.
    ///
    /// @param carriesSecret whether a key is sent along, which plain http may carry to this machine only
    /// @throws IllegalArgumentException with what is wrong with the address
    public void check(URI address, boolean carriesSecret) {
        if (String.valueOf(address.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException("an address must not hold a user name or password");
        }
        String scheme = address.getScheme();
        String host = address.getHost();
        if (host == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("\"" + address + "\" is no http or https address");
        }
        if (!allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the host " + host + " is not among the allowed ones "
                    + allowedHosts.stream().sorted().toList());
        }
        for (InetAddress resolved : resolve(host)) {
            boolean named = allowedHosts.contains(resolved.getHostAddress());
            if (!named
                    && (resolved.isLinkLocalAddress()
                            || resolved.isMulticastAddress()
                            || resolved.isAnyLocalAddress())) {
                throw new IllegalArgumentException(
                        "the host " + host + " leads to " + resolved.getHostAddress() + ", which is not contacted");
            }
            if (carriesSecret && "http".equals(scheme) && !resolved.isLoopbackAddress()) {
                throw new IllegalArgumentException("a key is not sent to " + host + " over plain http; use https");
            }
        }
    }

    private static InetAddress[] resolve(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host " + host + " is unknown here", e);
        }
    }
}
