package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditEntries.Filter;

/// The audit trail, for owners. Reading it here is not on it.
@Path("/audit-trail")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AuditTrailResource {
    private final AuditTrailPages pages;

    public AuditTrailResource(AuditTrailPages pages) {
        this.pages = pages;
    }

    @GET
    public TemplateInstance entries(
            @QueryParam("study") @Nullable String study,
            @QueryParam("action") @Nullable String action,
            @QueryParam("before") @Nullable String before) {
        Filter filter = Filter.NONE.inStudy(id(study)).of(action == null ? Filter.ALL : action);
        return pages.of(filter, id(before));
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
    }
}
