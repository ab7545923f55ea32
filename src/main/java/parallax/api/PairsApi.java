package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.generation.GenerationRuns;
import parallax.generation.Pairing;
import parallax.identity.CurrentAccount;
import parallax.study.StudyAccess;

/// Replies of two generation runs side by side, for a draft's researchers.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class PairsApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final GenerationRuns runs;
    private final Pairing pairing;

    public PairsApi(StudyAccess access, CurrentAccount account, GenerationRuns runs, Pairing pairing) {
        this.access = access;
        this.account = account;
        this.runs = runs;
        this.pairing = pairing;
    }

    /// @param adapter its file's name, or empty
    /// @param failure why the run as a whole failed, or empty
    public record GenerationRun(
            long id, String model, String adapter, String state, long wanted, long done, long failed, String failure) {
        static GenerationRun of(GenerationRuns.Progress run) {
            return new GenerationRun(
                    run.id(),
                    run.model(),
                    run.adapter(),
                    run.state(),
                    run.replies().wanted(),
                    run.replies().done(),
                    run.replies().failed(),
                    run.failure());
        }
    }

    /// @param first the run whose replies are A
    /// @param second the run whose replies are B
    public record PairOrder(long first, long second) {}

    /// @param pairs how many were made
    public record PairedReplies(int pairs) {}

    @GET
    @Path("runs")
    @APIResponse(responseCode = "200", description = "Runs, in the order in which they were asked for")
    @Operation(summary = "The generation runs of a study and how far they are")
    public List<GenerationRun> runs(@PathParam("id") long id) {
        return runs.ofStudy(access.design(id).id()).stream()
                .map(GenerationRun::of)
                .toList();
    }

    @POST
    @Path("pairs")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "How many pairs were made")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", description = "Nothing can be paired; the problem says why")
    @Operation(
            summary = "Puts the replies of two runs to the same prompts side by side; a key needs the scope write",
            description = "Each pair becomes one item that ends in both replies; what has no partner stays as it is.")
    @RequestBody(content = @Content(schema = @Schema(implementation = PairOrder.class)))
    public PairedReplies pair(@PathParam("id") long id, String body) {
        account.requireScope("write");
        long study = access.design(id).id();
        PairOrder order = JsonBody.read(body, PairOrder.class, "A pair of runs");
        try {
            return new PairedReplies(pairing.pair(study, order.first(), order.second(), account.actor()));
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        } catch (IllegalStateException refused) {
            throw conflict(refused);
        }
    }

    @DELETE
    @Path("pairs")
    @APIResponse(responseCode = "200", description = "How many pairs were taken apart")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Takes the replies of runs apart again; a key needs the scope write")
    public PairedReplies part(@PathParam("id") long id) {
        account.requireScope("write");
        try {
            return new PairedReplies(pairing.part(access.design(id).id(), account.actor()));
        } catch (IllegalStateException refused) {
            throw conflict(refused);
        }
    }

    private static ClientErrorException conflict(IllegalStateException refused) {
        return new ClientErrorException(refused.getMessage(), Response.Status.CONFLICT, refused);
    }
}
