package parallax.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.identity.Installation;
import parallax.identity.InstallationForm;
import parallax.identity.InstallationRules;
import parallax.identity.Ruling;
import parallax.web.Faults;

/// What an owner rules for every study of the installation.
@Path("/api/v1/installation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("owner")
@RunOnVirtualThread
public class InstallationApi {
    private final CurrentAccount account;
    private final Installation installation;
    private final Faults faults;

    public InstallationApi(CurrentAccount account, Installation installation, Faults faults) {
        this.account = account;
        this.installation = installation;
        this.faults = faults;
    }

    /// @param leastGroup fewer raters than this are shown of no study
    /// @param secondFactor whether staff who sign in with a password must show more than that
    public record Rules(
            @Schema(minimum = "1", maximum = "1000") @Nullable
            Integer leastGroup,

            @Nullable Boolean secondFactor) {
        static Rules of(InstallationRules rules) {
            return new Rules(rules.leastGroup(), rules.needsSecondFactor());
        }
    }

    @GET
    @APIResponse(responseCode = "200", description = "The rules")
    @Operation(summary = "What holds for every study; for owners only")
    public Rules rules() {
        account.requireScope("read");
        return Rules.of(InstallationRules.inForce());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "The rules as they are now")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Changes what holds for every study; what is left out stays. A key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Rules.class)))
    public Rules rule(String body) {
        account.requireScope("write");
        Rules wanted = JsonBody.read(body, Rules.class, "The installation");
        InstallationRules before = InstallationRules.inForce();
        int least = wanted.leastGroup() == null ? before.leastGroup() : wanted.leastGroup();
        List<String> problems = List.copyOf(faults.of(new InstallationForm(Integer.toString(least), "", null))
                .values());
        if (!problems.isEmpty()) {
            throw new BadRequestException(String.join(" ", problems));
        }
        Ruling ruling = new Ruling(wanted.leastGroup(), wanted.secondFactor());
        return Rules.of(installation.rule(ruling, null, account.actor()));
    }
}
