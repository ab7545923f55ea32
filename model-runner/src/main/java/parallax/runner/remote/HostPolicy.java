package parallax.runner.remote;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which hosts may be contacted: those that the operator lists and, where that is the policy, public ones, so
/// that an address typed into a form cannot reach the inside of a network. Addresses of cloud metadata
/// services are refused even under a listed name.
///
/// A name is resolved here. Whoever resolves it once more to connect can be led elsewhere by whoever answers
/// for it in the DNS: to list a name is to trust its owner, and for any other, only the addresses that were
/// checked may be connected to.
///
/// @param allowedHosts names or addresses, in lower case, IPv6 in full and without brackets
/// @param others what holds for all that are not listed
public record HostPolicy(Set<String> allowedHosts, Others others) {
    /// What holds for hosts that are not listed.
    public enum Others {
        /// They are not contacted.
        REFUSED,
        /// They are contacted over https if all that their name leads to are public addresses.
        PUBLIC
    }

    /// Where machines in a cloud get their credentials: AWS (machines, containers, pods), Alibaba,
    /// Azure, Google.
    private static final Set<InetAddress> METADATA = Stream.of(
                    "169.254.169.254",
                    "169.254.170.2",
                    "169.254.170.23",
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    "100.100.100.200",
                    "168.63.129.16",
                    "fd20:ce::254")
            .map(InetAddress::ofLiteral)
            .collect(Collectors.toUnmodifiableSet());

    /// What is an address already, so that no name is looked up.
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

    public HostPolicy {
        allowedHosts = allowedHosts.stream().map(HostPolicy::uniform).collect(Collectors.toUnmodifiableSet());
    }

    public static HostPolicy allowing(String... hosts) {
        return new HostPolicy(Set.of(hosts), Others.REFUSED);
    }

    /// Every public host, and those that are listed.
    public static HostPolicy publicAnd(Set<String> hosts) {
        return new HostPolicy(hosts, Others.PUBLIC);
    }

    /// One spelling per host.
    private static String uniform(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.contains(":") ? InetAddress.ofLiteral(bare).getHostAddress() : bare.toLowerCase(Locale.ROOT);
    }

    /// Checks an address before it is contacted.
    ///
    /// @param carriesSecret whether a key is sent along, which plain http may carry to this machine only
    /// @return what its name leads to, all of which may be contacted
    /// @throws IllegalArgumentException with what is wrong with the address
    public List<InetAddress> check(URI address, boolean carriesSecret) {
        checkForm(address);
        String host = address.getHost();
        boolean plain = "http".equals(address.getScheme());
        List<InetAddress> all = List.of(resolve(host));
        for (InetAddress resolved : all) {
            if (!isListed(host) && !isPublic(resolved)) {
                throw new IllegalArgumentException("the host " + host + " leads to an address that is not public");
            }
            if (isRefused(resolved)) {
                throw new IllegalArgumentException(
                        "the host " + host + " leads to " + resolved.getHostAddress() + ", which is not contacted");
            }
            if (carriesSecret && plain && !resolved.isLoopbackAddress()) {
                throw new IllegalArgumentException("a key is not sent to " + host + " over plain http; use https");
            }
        }
        return all;
    }

    /// Checks what can be said of an address without looking its name up.
    ///
    /// @throws IllegalArgumentException with what is wrong with the address
    public void checkForm(URI address) {
        if (String.valueOf(address.getRawAuthority()).contains("@")) {
            throw new IllegalArgumentException("an address must not contain a user name or password");
        }
        String scheme = address.getScheme();
        String host = address.getHost();
        if (host == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("\"" + address + "\" is not an http or https address");
        }
        if (isListed(host)) {
            return;
        }
        if (others == Others.REFUSED) {
            throw new IllegalArgumentException("the host " + host + " is not among the allowed ones "
                    + allowedHosts.stream().sorted().toList());
        }
        if ("http".equals(scheme)) {
            throw new IllegalArgumentException("the host " + host + " is contacted over https only");
        }
        if (LITERAL.matcher(host).matches() && !Arrays.stream(resolve(host)).allMatch(HostPolicy::isPublic)) {
            throw new IllegalArgumentException("the address " + host + " is not a public one");
        }
    }

    private boolean isListed(String host) {
        return allowedHosts.contains(uniform(host));
    }

    private static boolean isPublic(InetAddress resolved) {
        InetAddress address = reached(resolved);
        return !METADATA.contains(address) && PublicNetwork.contains(address);
    }

    /// Metadata services always, and other addresses that no server on a network has, unless they are
    /// listed themselves.
    boolean isRefused(InetAddress resolved) {
        InetAddress address = reached(resolved);
        boolean odd = address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress();
        return METADATA.contains(address) || (odd && !allowedHosts.contains(resolved.getHostAddress()));
    }

    /// The IPv4 address that a translating IPv6 address leads to, else the address itself.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc6052#section-2">RFC 6052, section 2: NAT64</a>
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc8215">RFC 8215: NAT64 for local use</a>
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc3056#section-2">RFC 3056, section 2: 6to4</a>
    private static InetAddress reached(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return address;
        }
        byte[] bytes = six.getAddress();
        boolean nat64 = startsWith(bytes, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
                || startsWith(bytes, 0, 0x64, 0xff, 0x9b, 0, 1);
        if (nat64 || (six.isIPv4CompatibleAddress() && !six.isLoopbackAddress() && !six.isAnyLocalAddress())) {
            return ipv4(bytes, 12);
        }
        return startsWith(bytes, 0x20, 0x02) ? ipv4(bytes, 2) : address;
    }

    private static boolean startsWith(byte[] bytes, int... beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if ((bytes[i] & 0xff) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
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
