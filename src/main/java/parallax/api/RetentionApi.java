package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.rater.Retention;
import parallax.rater.RetentionRules;
import parallax.study.StudyAccess;

/// How long a study keeps what it needs of people only for a while, and how much of it there is.
@Path("/api/v1/studies/{id}/retention")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class RetentionApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final RetentionRules rules;

    public RetentionApi(StudyAccess access, CurrentAccount account, RetentionRules rules) {
        this.access = access;
        this.account = account;
        this.rules = rules;
    }

    /// @param kind `screened_out`, `panel_ids` or `sessions`
    /// @param raters of how many something is kept
    /// @param next when the first of it is erased, by the hour; null if nothing is kept
    public record Kept(
            String kind,
            long raters,
            int days,
            @Schema(nullable = true) @Nullable Instant next) {}

    /// Days; what is left out stays as it is.
    public record RetentionOrder(
            @Schema(minimum = "0", maximum = "3650") @Nullable
            Integer screenedOutDays,

            @Schema(minimum = "0", maximum = "3650") @Nullable
            Integer panelIdDays,

            @Schema(minimum = "0", maximum = "3650") @Nullable
            Integer sessionDays) {}

    @GET
    @APIResponse(responseCode = "200", description = "What is kept")
    @Operation(summary = "What is kept of people for a while, of how many, and when it is erased")
    public List<Kept> kept(@PathParam("id") long id) {
        return held(access.design(id).id());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "What is kept, by the new rule")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Changes how long it is kept; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = RetentionOrder.class)))
    public List<Kept> rule(@PathParam("id") long id, String body) {
        account.requireScope("write");
        long study = access.design(id).id();
        RetentionOrder order = JsonBody.read(body, RetentionOrder.class, "The rule");
        rules.set(study, changed(rules.of(study), order), null, account.actor());
        return held(study);
    }

    private static Retention changed(Retention before, RetentionOrder order) {
        try {
            return new Retention(
                    Objects.requireNonNullElse(order.screenedOutDays(), before.screenedOut()),
                    Objects.requireNonNullElse(order.panelIdDays(), before.panelIds()),
                    Objects.requireNonNullElse(order.sessionDays(), before.sessions()),
                    before.version());
        } catch (IllegalArgumentException outside) {
            throw new BadRequestException(outside.getMessage(), outside);
        }
    }

    private List<Kept> held(long study) {
        return rules.held(study).stream()
                .map(held -> new Kept(held.kind().word(), held.raters(), held.days(), held.next()))
                .toList();
    }
}
