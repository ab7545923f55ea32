package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer that signs somebody in: a session for this browser, which is a known device from now on.
@ApplicationScoped
public class SignedIn {
    /// The first that a browser's word for itself contains; later ones are often contained in others'
    /// words.
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "an iPhone"),
            Map.entry("iPad", "an iPad"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "a Mac"),
            Map.entry("Linux", "Linux"));

    private final Sessions sessions;
    private final KnownDevices devices;
    private final SecondFactors factors;
    private final HalfSignIns halves;

    public SignedIn(Sessions sessions, KnownDevices devices, SecondFactors factors, HalfSignIns halves) {
        this.sessions = sessions;
        this.devices = devices;
        this.factors = factors;
        this.halves = halves;
    }

    /// Signs somebody in who gave the right password, or leads on to where they show the second factor.
    Response afterPassword(long account, HttpServerRequest request) {
        if (!factors.areAskedOf(account)) {
            return begin(account, Proof.PASSWORD, request);
        }
        return Response.seeOther(URI.create("/sign-in/second-step"))
                .cookie(SessionCookie.holding(HalfSignIns.COOKIE, halves.begin(account), HalfSignIns.LENGTH, request))
                .build();
    }

    /// Leads to the studies, signed in.
    @Transactional
    Response begin(long account, Proof proof, HttpServerRequest request) {
        Token session = sessions.start(account, browser(request.getHeader("User-Agent")), proof);
        return Response.seeOther(URI.create("/studies"))
                .cookie(SessionCookie.holding(SessionAuthentication.SESSION, session, Sessions.LENGTH, request))
                .cookie(SessionCookie.holding(
                        KnownDevices.COOKIE, devices.remember(account), KnownDevices.AGE, request))
                .cookie(SessionCookie.gone(HalfSignIns.COOKIE, request))
                .build();
    }

    /// “Firefox on Linux”, and nothing more exact.
    ///
    /// @param word what the browser calls itself
    static String browser(@Nullable String word) {
        String known = word == null ? "" : word;
        return named(BROWSERS, known, "A program") + " on " + named(SYSTEMS, known, "an unknown system");
    }

    private static String named(List<Map.Entry<String, String>> names, String word, String otherwise) {
        return names.stream()
                .filter(name -> word.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
