package parallax.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;

/// Pages, their styles and the API are served by processes with the role `web` alone. The others say nothing but
/// how they are, under `/q/`.
@ApplicationScoped
public class ServedPages {
    private static final int BEFORE_EVERYTHING = 1_000;

    private final boolean serves;

    public ServedPages(Settings settings) {
        this.serves = settings.roles().contains(ProcessRole.WEB);
    }

    void register(@Observes Filters filters) {
        if (!serves) {
            filters.register(ServedPages::refuse, BEFORE_EVERYTHING);
        }
    }

    private static void refuse(RoutingContext request) {
        if (request.normalizedPath().startsWith("/q/")) {
            request.next();
        } else {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("This process serves no pages: it does not have the role web.\n");
        }
    }
}
