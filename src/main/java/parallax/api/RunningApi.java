package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.design.RunningStudy;
import parallax.design.StudyStates;
import parallax.identity.CurrentAccount;
import parallax.study.Strata;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Opening, pausing and closing a study; its strata, and more raters and judgments in them while it
/// runs.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class RunningApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final StudyStates states;
    private final RunningStudy running;

    public RunningApi(StudyAccess access, CurrentAccount account, StudyStates states, RunningStudy running) {
        this.access = access;
        this.account = account;
        this.states = states;
        this.running = running;
    }

    /// Where a study is in its life: `draft`, `open`, `paused` or `closed`.
    public record StudyState(String state) {}

    /// @param target how many raters it takes
    /// @param booked how many places are taken
    /// @param replication judgments wanted per item
    /// @param closed whether it takes no more raters
    public record Stratum(long id, String label, int target, int booked, int replication, boolean closed) {
        static Stratum of(Strata.Standing s) {
            return new Stratum(s.id(), s.label(), s.target(), s.booked(), s.replication(), s.closed());
        }
    }

    /// What is left out stays as it is; neither number can become less.
    public record StratumOrder(
            @Schema(nullable = true, minimum = "1", maximum = "1000000") @Nullable
            Integer target,

            @Schema(nullable = true, minimum = "1", maximum = "10000") @Nullable
            Integer replication,

            @Schema(nullable = true) @Nullable Boolean closed) {
        private RunningStudy.StratumChange asked() {
            return new RunningStudy.StratumChange(target, replication, closed);
        }
    }

    @PUT
    @Path("state")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "The state that it has now")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(
            responseCode = "409",
            description = "The study cannot become so; the problem says what stands in the way")
    @Operation(
            summary = "Publishes, pauses, closes or opens a study again; a key needs the scope write",
            description = "A draft is published by `open`. A closed study can be opened again.")
    @RequestBody(content = @Content(schema = @Schema(implementation = StudyState.class)))
    public StudyState become(@PathParam("id") long id, String body) {
        account.requireScope("write");
        Study study = access.design(id);
        String state = Objects.requireNonNullElse(
                JsonBody.read(body, StudyState.class, "A state").state(), "");
        try {
            states.become(study, state, account.actor());
            return new StudyState(state);
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        } catch (IllegalStateException refused) {
            throw new ClientErrorException(refused.getMessage(), Response.Status.CONFLICT, refused);
        }
    }

    @GET
    @Path("strata")
    @APIResponse(responseCode = "200", description = "Strata, in their order; none where the study was imported")
    @Operation(summary = "Whom the study recruits, cell by cell, and how many have come; for its researchers")
    public List<Stratum> strata(@PathParam("id") long id) {
        return running.strata(access.design(id)).stream().map(Stratum::of).toList();
    }

    @PUT
    @Path("strata/{stratum}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "The stratum as it is now")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", description = "It cannot become so; the problem says why")
    @Operation(
            summary = "Asks for more raters or judgments in a stratum of a published study, closes it, opens it again;"
                    + " a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = StratumOrder.class)))
    public Stratum change(@PathParam("id") long id, @PathParam("stratum") long stratum, String body) {
        account.requireScope("write");
        Study study = access.design(id);
        StratumOrder order = JsonBody.read(body, StratumOrder.class, "A stratum");
        try {
            running.change(study, stratum, order.asked(), account.actor());
            return Stratum.of(running.stratum(study, stratum));
        } catch (IllegalStateException refused) {
            throw new ClientErrorException(refused.getMessage(), Response.Status.CONFLICT, refused);
        }
    }
}
