package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.disclosure.Sights;
import parallax.gate.Gate;
import parallax.gate.GateOutcome;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// How a study stands to the limits of its plan.
@Path("/api/v1/studies/{id}/gate")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class GateApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Gate gate;
    private final Sights sights;

    public GateApi(StudyAccess access, CurrentAccount account, Gate gate, Sights sights) {
        this.access = access;
        this.account = account;
        this.gate = gate;
        this.sights = sights;
    }

    /// @param analyses that were queued; none where all of them are under way
    @Schema(name = "GateCheck")
    public record Check(List<Long> analyses) {}

    @GET
    @APIResponse(responseCode = "200", description = "Each limit of the plan, with a verdict for every group it names")
    @Operation(
            summary = "Whether the study keeps to the limits of its plan",
            description =
                    "A verdict is pass, fail or undecided; what cannot be decided, as raters are too few or nothing"
                            + " was computed, is never a pass. Whoever may read individual judgments gets what was last computed of"
                            + " them; everybody else what follows from a release.")
    public GateOutcome gate(
            @PathParam("id") long id,
            @Parameter(description = ApiResource.RELEASE) @QueryParam("release") @Nullable Integer release) {
        Study study = access.see(id);
        return gate.of(
                study,
                gate.planned(study),
                sights.required(id, access.rights(id).orElseThrow(), release));
    }

    @POST
    @APIResponse(
            responseCode = "202",
            description = "The analyses wait their turn; under analyses stands how far they are",
            content = @Content(schema = @Schema(implementation = Check.class)))
    @Operation(summary = "Computes anew what the limits are held against; a key needs the scopes write and export")
    public Response check(@PathParam("id") long id) {
        account.requireScope("write");
        Study study = access.analyze(id);
        return Response.accepted(new Check(gate.ask(study, gate.planned(study), account.id())))
                .build();
    }
}
