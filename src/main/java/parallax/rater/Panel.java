package parallax.rater;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a panel names the people whom it sends, in the address that it sends them to. The name is an identifier and
/// no login: others may know it. A panel that signs its addresses vouches for it.
///
/// @param name of the panel, under which its people are known here
/// @param idParameter holds the panel's name for a person
/// @param sessionParameter holds the panel's name for a visit, or is empty
/// @param signature how addresses are signed; null if they are not
public record Panel(
        String name,
        String idParameter,
        String sessionParameter,
        @Nullable PanelSignature signature) {
    static final int LONGEST_ID = 200;

    /// Panels that are known without being set up.
    static final List<Panel> USUAL = List.of(
            new Panel("Prolific", "PROLIFIC_PID", "SESSION_ID", null),
            new Panel("Mechanical Turk", "workerId", "assignmentId", null));

    /// What stands in an address where nobody put the person's name in.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*}}|\\$\\{.*}|\\[.*]|%.*%|<.*>|@.*@|\\{.*}");
    private static final String NOBODY_YET = "ASSIGNMENT_ID_NOT_AVAILABLE";

    /// Who comes by an address with these parameters; nobody of this panel if its parameters are missing.
    ///
    /// @throws BadRequestException if the parameters do not name a person, or not with the panel's signature
    Optional<Arrival> arrival(MultivaluedMap<String, String> query, Clock clock) {
        PanelSignature signed = signature;
        String claimed = query.getFirst(idParameter);
        if (signed == null) {
            return Optional.ofNullable(claimed)
                    .map(id -> arrival(id, query.getFirst(sessionParameter), Arrival.Identity.CLAIMED));
        }
        String token = query.getFirst(signed.parameter());
        if (token == null && claimed == null) {
            return Optional.empty();
        }
        PanelSignature.Claims claims = signed.verified(token == null ? "" : token, clock);
        String id = claims.text(idParameter)
                .filter(named -> claimed == null || claimed.equals(named))
                .orElseThrow(() -> new BadRequestException("The panel's signature is for somebody else."));
        String visit = claims.text(sessionParameter).orElse(null);
        return Optional.of(arrival(id, visit, Arrival.Identity.SIGNED));
    }

    /// Whether a panel only shows its people what the study is.
    boolean isPreview(MultivaluedMap<String, String> query) {
        return query.containsKey("preview") || NOBODY_YET.equals(query.getFirst(sessionParameter));
    }

    /// Control characters, and what stands for bytes that are not UTF-8: many broken ids would be one person's.
    private static boolean isInNoId(int character) {
        return Character.isISOControl(character) || character == 0xFFFD;
    }

    private Arrival arrival(String id, @Nullable String session, Arrival.Identity identity) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new BadRequestException(idParameter + " has 1 to " + LONGEST_ID + " characters.");
        }
        if (id.codePoints().anyMatch(Panel::isInNoId)) {
            throw new BadRequestException(idParameter + " holds a character that no id has.");
        }
        if (PLACEHOLDER.matcher(id.strip()).matches()) {
            throw new BadRequestException(
                    "The address still holds the placeholder of " + idParameter
                            + " where the panel puts your id. Open the study from the panel's own page, or tell the researchers.");
        }
        String visit = session == null ? "" : session.substring(0, Math.min(session.length(), LONGEST_ID));
        return new Arrival(name, id, visit, identity);
    }
}
