package parallax.identity;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/// Refuses whatever would change something and does not come with a [token][CsrfToken] of a page, in a field of
/// its form or in a header. What names a key needs none: no browser sends one by itself.
public class CsrfCheck {
    private static final String HEADER = "X-CSRF-TOKEN";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final CsrfToken token;

    public CsrfCheck(CsrfToken token) {
        this.token = token;
    }

    @ServerRequestFilter
    @WithFormRead
    public void check(ResteasyReactiveContainerRequestContext request) {
        if (!READING.contains(request.getMethod()) && !namesKey(request) && !token.isGenuine(given(request))) {
            throw new BadRequestException("A change needs a form of this page, the header " + HEADER
                    + " with the token of one, or an API key. The page may have been open for very long, or cookies are"
                    + " blocked: go back, reload the page, and try again.");
        }
    }

    private static boolean namesKey(ContainerRequestContext request) {
        return SessionAuthentication.namesKey(
                request.getUriInfo().getPath(), request.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    private static @Nullable String given(ResteasyReactiveContainerRequestContext request) {
        String header = request.getHeaderString(HEADER);
        if (header != null) {
            return header;
        }
        FormData form = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).getFormData();
        FormValue field = form == null ? null : form.getFirst(CsrfToken.FIELD);
        return field == null ? null : field.getValue();
    }
}
