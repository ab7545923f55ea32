package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/// Cookies that scripts cannot read, that do not travel from other sites and, under HTTPS, are bound to
/// this host.
public final class SessionCookie {
    private SessionCookie() {}

    public static String name(String name, HttpServerRequest request) {
        return request.isSSL() ? "__Host-" + name : name;
    }

    public static NewCookie holding(String name, Token token, Duration age, HttpServerRequest request) {
        return cookie(name, token.text(), (int) age.toSeconds(), request);
    }

    /// What a request brings under a name; an empty one if it brings nothing.
    static Token held(String name, HttpServerRequest request) {
        var cookie = request.getCookie(name(name, request));
        return new Token(cookie == null ? "" : cookie.getValue());
    }

    public static NewCookie gone(String name, HttpServerRequest request) {
        return cookie(name, "", 0, request);
    }

    private static NewCookie cookie(String name, String value, int maxAgeSeconds, HttpServerRequest request) {
        return new NewCookie.Builder(name(name, request))
                .value(value)
                .path("/")
                .maxAge(maxAgeSeconds)
                .httpOnly(true)
                .secure(request.isSSL())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
