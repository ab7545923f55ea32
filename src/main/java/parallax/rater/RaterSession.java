package parallax.rater;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import parallax.identity.SessionCookie;
import parallax.identity.Token;
import parallax.study.Study;

/// The rater on this device, known by a cookie of the study; and who came to it and has not begun, by
/// another.
@RequestScoped
public class RaterSession {
    private static final Duration LENGTH = Duration.ofDays(30);
    private static final Duration VISIT = Duration.ofDays(1);

    private final HttpServerRequest request;
    private final OpenedStudies studies;
    private final Participations participations;
    private final RaterDevices devices;
    private final Seal seal;

    RaterSession(
            HttpServerRequest request,
            OpenedStudies studies,
            Participations participations,
            RaterDevices devices,
            Seal seal) {
        this.request = request;
        this.studies = studies;
        this.participations = participations;
        this.devices = devices;
        this.seal = seal;
    }

    /// A study that raters can open.
    ///
    /// @throws NotFoundException if there is none of this code
    public Study study(String code) {
        return studies.byCode(code).orElseThrow(NotFoundException::new);
    }

    public Optional<Participation> participation(Study study) {
        Optional<Participation> rater = token(study).flatMap(token -> participations.bySession(study.id(), token));
        rater.ifPresent(devices::heardOf);
        return rater;
    }

    /// Whether this device holds a rater's session. Asking does not count as having been heard of.
    public boolean isHere(Study study) {
        return token(study)
                .flatMap(token -> participations.bySession(study.id(), token))
                .isPresent();
    }

    /// The rater whose session this device holds.
    ///
    /// @throws NotHere if it holds none of the study
    public Participation rater(Study study) {
        return participation(study).orElseThrow(() -> new NotHere(study));
    }

    /// Why this device's session is over, if it had one.
    Optional<RaterDevices.Ended> ended(Study study) {
        return token(study).flatMap(token -> devices.ended(study.id(), token));
    }

    /// Whoever a panel sent to this device and who has not agreed to take part.
    Optional<Arrival> arrival(Study study) {
        return cookie(arrivalName(study))
                .flatMap(text -> seal.opened(study.code(), text))
                .flatMap(Arrival::of);
    }

    /// Whether this device shows no conversation until its rater says that they are back.
    public boolean isAway(Study study) {
        return cookie(awayName(study)).isPresent();
    }

    /// Whether conversations are out of sight on this device until their rater asks for them.
    public boolean isVeiled(Study study) {
        return cookie(veilName(study)).isPresent();
    }

    public NewCookie veil(Study study) {
        return SessionCookie.holding(veilName(study), new Token("on"), LENGTH, request);
    }

    public NewCookie unveil(Study study) {
        return SessionCookie.gone(veilName(study), request);
    }

    NewCookie begin(Study study, Token token) {
        return SessionCookie.holding(cookieName(study), token, LENGTH, request);
    }

    NewCookie end(Study study) {
        return SessionCookie.gone(cookieName(study), request);
    }

    NewCookie arrive(Study study, Arrival arrival) {
        return SessionCookie.holding(
                arrivalName(study), new Token(seal.sealed(study.code(), arrival.line())), VISIT, request);
    }

    NewCookie arrived(Study study) {
        return SessionCookie.gone(arrivalName(study), request);
    }

    /// What this browser holds of its rater's answers until they are back.
    public Optional<String> carried(Study study) {
        return cookie(carriedName(study)).flatMap(text -> seal.opened(study.code(), text));
    }

    NewCookie carry(Study study, String text) {
        return SessionCookie.holding(carriedName(study), new Token(seal.sealed(study.code(), text)), VISIT, request);
    }

    public NewCookie putDown(Study study) {
        return SessionCookie.gone(carriedName(study), request);
    }

    NewCookie away(Study study) {
        return SessionCookie.holding(awayName(study), new Token("yes"), LENGTH, request);
    }

    NewCookie back(Study study) {
        return SessionCookie.gone(awayName(study), request);
    }

    /// What marks this browser in a study: what it holds already, or something new.
    Token device(Study study) {
        return cookie(deviceName(study)).map(Token::new).orElseGet(Token::create);
    }

    NewCookie mark(Study study, Token device) {
        return SessionCookie.holding(deviceName(study), device, LENGTH, request);
    }

    String address() {
        return request.remoteAddress().hostAddress();
    }

    private Optional<Token> token(Study study) {
        return cookie(cookieName(study)).map(Token::new);
    }

    private Optional<String> cookie(String name) {
        return Optional.ofNullable(request.getCookie(SessionCookie.name(name, request)))
                .map(Cookie::getValue);
    }

    private static String cookieName(Study study) {
        return "rater-" + study.code();
    }

    private static String arrivalName(Study study) {
        return "arrival-" + study.code();
    }

    private static String carriedName(Study study) {
        return "carried-" + study.code();
    }

    private static String deviceName(Study study) {
        return "device-" + study.code();
    }

    private static String veilName(Study study) {
        return "veil-" + study.code();
    }

    private static String awayName(Study study) {
        return "away-" + study.code();
    }
}
