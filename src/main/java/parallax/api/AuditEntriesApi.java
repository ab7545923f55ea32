package parallax.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import parallax.identity.AuditEntries;
import parallax.identity.AuditEntries.Filter;
import parallax.identity.CurrentAccount;

/// The audit trail for an owner's programs. Reading it is not on it.
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "session")
@APIResponse(responseCode = "401", ref = ApiDescription.NOT_SIGNED_IN)
@APIResponse(responseCode = "403", ref = ApiDescription.NOT_ALLOWED)
@Path("/api/v1/audit-entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("owner")
@RunOnVirtualThread
public class AuditEntriesApi {
    private static final int LARGEST_PAGE = 1_000;

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
    @Operation(summary = "Who did what, and when, in order of id: for owners")
    public List<AuditEntry> entries(
            @Parameter(description = "only what happened in the study of this id") @QueryParam("study") @Nullable
                    Long study,
            @Parameter(description = "only this action, as study.published") @QueryParam("action") @DefaultValue("")
                    String action,
            @Parameter(description = "the last id of the page before") @QueryParam("after") @DefaultValue("0")
                    long after,
            @Parameter(
                            description = "rows in a page",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    @DefaultValue("100")
                    int limit) {
        account.requireScope("read");
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new BadRequestException("limit lies in 1 to " + LARGEST_PAGE);
        }
        return entries.after(Filter.NONE.inStudy(study).of(action), after, limit).stream()
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
