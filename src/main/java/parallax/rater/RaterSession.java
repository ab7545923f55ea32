package parallax.rater;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import parallax.identity.SessionCookie;
import parallax.identity.Token;
import parallax.study.Study;

/// The rater on this device, known by a cookie of the study.
@RequestScoped
public class RaterSession {
    private static final Duration LENGTH = Duration.ofDays(30);

    private final HttpServerRequest request;
    private final OpenedStudies studies;
    private final Participations participations;

    RaterSession(HttpServerRequest request, OpenedStudies studies, Participations participations) {
        this.request = request;
        this.studies = studies;
        this.participations = participations;
    }

    /// A study that raters can open.
    ///
    /// @throws NotFoundException if there is none of this code
    public Study study(String code) {
        return studies.byCode(code).orElseThrow(NotFoundException::new);
    }

    public Optional<Participation> participation(Study study) {
        return token(study).flatMap(token -> participations.bySession(study.id(), token));
    }

    Optional<Token> token(Study study) {
        var cookie = request.getCookie(SessionCookie.name(cookieName(study), request));
        return cookie == null ? Optional.empty() : Optional.of(new Token(cookie.getValue()));
    }

    NewCookie begin(Study study, Token token) {
        return SessionCookie.holding(cookieName(study), token, LENGTH, request);
    }

    NewCookie end(Study study) {
        return SessionCookie.gone(cookieName(study), request);
    }

    private static String cookieName(Study study) {
        return "rater-" + study.code();
    }
}
