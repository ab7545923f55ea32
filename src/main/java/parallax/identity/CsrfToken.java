package parallax.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What shows that a form was made by a page of this installation, for this person at this browser: a random number,
/// signed together with their session under the installation's secret.
///
/// Where staff's session is no part of it (before there is one, and for raters, who may take up their place from
/// another page while a form is open) a random cookie of the browser stands in its place.
@Named("csrf")
@RequestScoped
public class CsrfToken {
    static final String FIELD = "csrf-token";
    private static final String BROWSER = "csrf";
    private static final Duration BROWSER_AGE = Duration.ofDays(7);
    private static final String RATERS = "/s/";
    private static final int NONCE_BYTES = 16;
    private static final int MAC_BYTES = 32;
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RoutingContext context;
    private final InstallationSecret secret;
    private @Nullable String madeNow;

    public CsrfToken(RoutingContext context, InstallationSecret secret) {
        this.context = context;
        this.secret = secret;
    }

    public String parameterName() {
        return FIELD;
    }

    /// A token for the form that is being made. The same page has another one each time.
    public String token() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        String session = session();
        byte[] mac = mac(nonce, session == null ? keptBrowser() : session);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(NONCE_BYTES + MAC_BYTES)
                        .put(nonce)
                        .put(mac)
                        .array());
    }

    /// @param token as the form came with it; null if it came without
    boolean isGenuine(@Nullable String token) {
        String bound = bound();
        if (token == null || bound == null) {
            return false;
        }
        try {
            byte[] both = Base64.getUrlDecoder().decode(token);
            byte[] mac = mac(Arrays.copyOf(both, NONCE_BYTES), bound);
            return both.length == NONCE_BYTES + MAC_BYTES
                    && MessageDigest.isEqual(mac, Arrays.copyOfRange(both, NONCE_BYTES, both.length));
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
    }

    /// What a token that came back must be bound to: staff's session, else the browser; null if it has neither.
    private @Nullable String bound() {
        String session = session();
        String browser = session == null ? browser() : null;
        return browser == null ? session : "browser " + browser;
    }

    private @Nullable String session() {
        String session = context.normalizedPath().startsWith(RATERS) ? null : cookie(SessionAuthentication.SESSION);
        return session == null ? null : "session " + session;
    }

    /// As we made it: what anybody else put in its place is none.
    private @Nullable String browser() {
        String browser = cookie(BROWSER);
        return browser != null && OURS.matcher(browser).matches() ? browser : null;
    }

    private @Nullable String cookie(String name) {
        Cookie cookie = context.request().getCookie(SessionCookie.name(name, context.request()));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /// The browser's cookie, which is made with its first form and kept for as long again with every other.
    private String keptBrowser() {
        String held = browser();
        String made = madeNow == null ? Token.create().text() : madeNow;
        String value = held == null ? made : held;
        madeNow = value;
        boolean https = context.request().isSSL();
        context.response()
                .addCookie(Cookie.cookie(SessionCookie.name(BROWSER, context.request()), value)
                        .setPath("/")
                        .setMaxAge(BROWSER_AGE.toSeconds())
                        .setHttpOnly(true)
                        .setSecure(https)
                        .setSameSite(CookieSameSite.LAX));
        return "browser " + value;
    }

    private byte[] mac(byte[] nonce, String bound) {
        byte[] what = bound.getBytes(StandardCharsets.UTF_8);
        return secret.mac(
                "csrf",
                ByteBuffer.allocate(NONCE_BYTES + what.length)
                        .put(nonce)
                        .put(what)
                        .array());
    }
}
