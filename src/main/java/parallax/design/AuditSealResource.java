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
import parallax.design.AuditSealPage.Comparison;
import parallax.identity.AuditSeals;
import parallax.web.FormText;

/// The seal on the audit trail, for owners.
@Path("/audit-trail/seal")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AuditSealResource {
    private final AuditSeals seals;

    public AuditSealResource(AuditSeals seals) {
        this.seals = seals;
    }

    @GET
    public TemplateInstance seal(@QueryParam("kept") @Nullable String kept) {
        String entered = FormText.of(kept);
        String newest = seals.newest().map(AuditSeals.Seal::text).orElse("");
        return new AuditSealPage(newest, entered, comparison(entered));
    }

    private Comparison comparison(String entered) {
        if (entered.isEmpty()) {
            return Comparison.NONE;
        }
        return AuditSeals.Seal.of(entered)
                .map(seal -> seals.holds(seal) ? Comparison.HOLDS : Comparison.DOES_NOT_HOLD)
                .orElse(Comparison.IS_NO_SEAL);
    }
}
