package parallax.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditSeals;
import parallax.identity.CurrentAccount;

/// The seal on the audit trail, for an owner's programs that keep it elsewhere.
@Path("/api/v1/audit-seal")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AuditSealsApi {
    private final CurrentAccount account;
    private final AuditSeals seals;

    public AuditSealsApi(CurrentAccount account, AuditSeals seals) {
        this.account = account;
        this.seals = seals;
    }

    /// @param newest the newest seal, as `ENTRY:HASH`; null while nothing is sealed
    /// @param holds whether the trail still leads to the seal that was asked about; null if none was
    public record Seal(
            @Schema(nullable = true) @Nullable String newest,
            @Schema(nullable = true) @Nullable Boolean holds) {}

    @GET
    @APIResponse(responseCode = "200", description = "The newest seal, and whether a kept one holds")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @Operation(summary = "The seal on the audit trail; for owners only")
    public Seal seal(
            @Parameter(description = "a seal that was kept, as ENTRY:HASH") @QueryParam("holds") @Nullable
                    String holds) {
        account.requireScope("read");
        String newest = seals.newest().map(AuditSeals.Seal::text).orElse(null);
        return new Seal(newest, holds == null ? null : seals.holds(kept(holds)));
    }

    private static AuditSeals.Seal kept(String text) {
        return AuditSeals.Seal.of(text)
                .orElseThrow(() -> new BadRequestException("holds: '" + text + "' is not a seal, as 4711:0123abcd…"));
    }
}
