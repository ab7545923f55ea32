package parallax.identity;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses a change that another site could have had somebody's browser ask for. A form carries the token of its
/// page, and a script sends it in a header: Quarkus compares it with the cookie. Anything else changes something
/// only with a key, which no browser sends by itself.
public class ForgedRequests {
    private static final String TOKEN_HEADER = "X-CSRF-TOKEN";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<MediaType> FORMS =
            List.of(MediaType.APPLICATION_FORM_URLENCODED_TYPE, MediaType.MULTIPART_FORM_DATA_TYPE);

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        boolean tokenIsCompared = isForm(request.getMediaType()) || request.getHeaderString(TOKEN_HEADER) != null;
        if (!HARMLESS.contains(request.getMethod()) && !tokenIsCompared && !namesKey(request)) {
            throw new BadRequestException("A change needs a form of this page, the header " + TOKEN_HEADER
                    + " with the token of the cookie, or an API key.");
        }
    }

    private static boolean namesKey(ContainerRequestContext request) {
        return SessionAuthentication.namesKey(
                request.getUriInfo().getPath(), request.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    /// Spelt as Quarkus spells it: it compares no token of a form in another spelling.
    private static boolean isForm(@Nullable MediaType type) {
        return type != null
                && FORMS.stream()
                        .anyMatch(form -> form.getType().equals(type.getType())
                                && form.getSubtype().equals(type.getSubtype()));
    }
}
