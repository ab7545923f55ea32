package parallax.web;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/// The most characters that a field of any form may have. What a field means may allow fewer, and says so beside it;
/// addresses with their parameters are limited by the server, to 4096 bytes.
public class FieldLimit {
    static final int LONGEST = 20_000;

    /// Prompts stand in one field, a line each.
    private static final Map<String, Integer> LONGER = Map.of("prompts", 200_000);

    /// Before a form is looked at in any other way.
    private static final int FIRST = 500;

    @ServerRequestFilter(priority = FIRST)
    @WithFormRead
    public @Nullable Response look(ResteasyReactiveContainerRequestContext request) {
        FormData form = ((ResteasyReactiveRequestContext) request.getServerRequestContext()).getFormData();
        if (form == null) {
            return null;
        }
        return tooLong(form)
                .map(field -> Response.status(413)
                        .entity(new ErrorPage(
                                "That is too large",
                                "The field “" + field + "” may have " + limit(field) + " characters."))
                        .type("text/html; charset=UTF-8")
                        .build())
                .orElse(null);
    }

    private static Optional<String> tooLong(FormData form) {
        for (String field : form) {
            boolean over = form.get(field).stream()
                    .anyMatch(value -> !value.isFileItem() && value.getValue().length() > limit(field));
            if (over || field.length() > LONGEST) {
                return Optional.of(field.substring(0, Math.min(field.length(), 40)));
            }
        }
        return Optional.empty();
    }

    private static int limit(String field) {
        return LONGER.getOrDefault(field, LONGEST);
    }
}
