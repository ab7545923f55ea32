package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Somebody who says that an account is theirs.
///
/// @param email normalised
/// @param address where they come from: an IPv4 address, or the half of an IPv6 address that names the
///   network, since
///     whoever has one has all the others in it
/// @param device what their browser shows of an earlier sign-in; null if nothing
/// @param step which of the two they are at: tries at each are counted by themselves
record SignInTry(String email, String address, @Nullable Token device, Step step) {
    private static final int NETWORK_BYTES = 8;

    /// Of signing in.
    enum Step {
        PASSWORD,
        SECOND_FACTOR
    }

    SignInTry(String email, String address, @Nullable Token device) {
        this(email, address, device, Step.PASSWORD);
    }

    /// The same, one step on.
    SignInTry atSecondStep() {
        return new SignInTry(email, address, device, Step.SECOND_FACTOR);
    }

    /// What tries at this account are counted by.
    String counted() {
        return switch (step) {
            case PASSWORD -> email;
            case SECOND_FACTOR -> "second factor\n" + email;
        };
    }

    static SignInTry of(@Nullable String email, HttpServerRequest request) {
        var cookie = request.getCookie(SessionCookie.name(KnownDevices.COOKIE, request));
        return new SignInTry(
                email == null ? "" : Account.normalised(email),
                request.remoteAddress() == null
                        ? ""
                        : network(request.remoteAddress().host()),
                cookie == null || cookie.getValue().isEmpty() ? null : new Token(cookie.getValue()));
    }

    static String network(String host) {
        try {
            return InetAddress.ofLiteral(host) instanceof Inet6Address address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "::/64"
                    : host;
        } catch (IllegalArgumentException aName) {
            return host;
        }
    }

    @Override
    public String toString() {
        return "SignInTry[hidden]";
    }
}
