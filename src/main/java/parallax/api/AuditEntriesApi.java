package parallax.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditEntries;
import parallax.identity.AuditEntries.Filter;
import parallax.identity.CurrentAccount;

/// The audit trail for an owner's programs. Reading it is not on it.
@Path("/api/v1/audit-entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AuditEntriesApi {

    private final CurrentAccount account;
    private final AuditEntries entries;

    public AuditEntriesApi(CurrentAccount account, AuditEntries entries) {
        this.account = account;
        this.entries = entries;
    }

    /// @param actor `system`, `account` or `participation`
    /// @param actorId of the account or participation; null for the system
    /// @param subjectId the row that it happened to, of the kind that the action names
    /// @param detail what else there is to say, by name
    public record AuditEntry(
            long id,
            Instant at,
            String actor,
            @Schema(nullable = true) @Nullable Long actorId,
            String action,
            @Schema(nullable = true) @Nullable Long studyId,
            @Schema(nullable = true) @Nullable Long subjectId,
            Map<String, String> detail) {}

    @GET
    @APIResponse(responseCode = "200", description = "Entries; an empty list after the last")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @Operation(summary = "Who did what, and when, in order of id; for owners only")
    public List<AuditEntry> entries(
            @Parameter(description = "only what happened in the study of this id") @QueryParam("study") @Nullable
                    Long study,
            @Parameter(description = "only this action, as study.published") @QueryParam("action") @DefaultValue("")
                    String action,
            @BeanParam ApiPage page) {
        account.requireScope("read");
        return entries.after(Filter.NONE.inStudy(study).of(action), page.after(), page.size()).stream()
                .map(AuditEntriesApi::entry)
                .toList();
    }

    private static AuditEntry entry(AuditEntries.Stored entry) {
        return new AuditEntry(
                entry.id(),
                entry.at(),
                entry.by().kind(),
                entry.by().id(),
                entry.action(),
                entry.studyId(),
                entry.subjectId(),
                entry.detail());
    }
}
