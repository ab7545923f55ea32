package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.AnalysisScope;
import parallax.analysis.AnalysisScopes;
import parallax.analysis.EstimateColumns;
import parallax.disclosure.ShownEstimate;
import parallax.disclosure.ShownFigures;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Analyses of a study and their estimates, for those of its researchers who may read single judgments: asked for,
/// watched, cancelled and read.
@Path("/api/v1/studies/{id}/analyses")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class AnalysesApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final AnalysisScopes scopes;
    private final AnalysisRuns runs;
    private final ShownFigures figures;

    public AnalysesApi(
            StudyAccess access,
            CurrentAccount account,
            AnalysisScopes scopes,
            AnalysisRuns runs,
            ShownFigures figures) {
        this.access = access;
        this.account = account;
        this.scopes = scopes;
        this.runs = runs;
        this.figures = figures;
    }

    /// @param percent how far it is
    /// @param filter which answers it reads, in words
    /// @param read what it read; null before it is done
    public record Analysis(
            long id,
            String state,
            int percent,
            AnalysisRequest request,
            String filter,
            Instant created,
            @Schema(nullable = true) @Nullable Instant finished,
            @Schema(nullable = true) AnalysisRun.@Nullable ReadAnswers read) {
        static Analysis of(AnalysisRun run) {
            return new Analysis(
                    run.id(),
                    run.state().word(),
                    run.state() == AnalysisRun.State.DONE ? 100 : run.progress().percent(),
                    run.request(),
                    run.request().cut().inWords(),
                    run.progress().created(),
                    run.progress().finished(),
                    run.read());
        }
    }

    @GET
    @APIResponse(responseCode = "200", description = "Analyses, newest first")
    @Operation(summary = "The analyses that were asked for")
    public List<Analysis> analyses(@PathParam("id") long id) {
        return runs.ofStudy(access.analyze(id).id()).stream().map(Analysis::of).toList();
    }

    @GET
    @Path("{analysis}")
    @APIResponse(responseCode = "200", description = "The analysis")
    @Operation(summary = "One analysis and how far it is")
    public Analysis analysis(@PathParam("id") long id, @PathParam("analysis") long analysis) {
        return Analysis.of(found(access.analyze(id), analysis));
    }

    @GET
    @Path("{analysis}/estimates")
    @APIResponse(
            responseCode = "200",
            description =
                    "Estimates with the keys that the command analyze prints, nAnswers, and notForShowing: true where a"
                            + " release would hide them. Empty before the analysis is done")
    @Operation(summary = "What an analysis found, in its order")
    public List<Map<String, @Nullable Object>> estimates(
            @PathParam("id") long id,
            @PathParam("analysis") long analysis,
            @Parameter(description = "a question's code; all questions if left out") @QueryParam("question") @Nullable
                    String question) {
        Study study = access.analyze(id);
        AnalysisRun run = found(study, analysis);
        return figures.estimates(study, run, question).stream()
                .map(AnalysesApi::columns)
                .toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "It waits its turn; Location says where to see how far it is",
            content = @Content(schema = @Schema(implementation = Analysis.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Asks for an analysis; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = AnalysisOrder.class)))
    public Response ask(
            @PathParam("id") long id,
            @Parameter(description = "an exclusion's name: without the raters whom it leaves out")
                    @QueryParam("exclude")
                    @DefaultValue("")
                    String exclude,
            String body) {
        account.requireScope("write");
        Study study = access.analyze(id);
        AnalysisScope scope = scopes.of(study.id());
        AnalysisOrder order = order(body, scope);
        scope.faultOfExclusion(exclude).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        AnalysisRequest request = order.request(scope, scope.exclusion(exclude).orElse(null));
        long run = runs.queue(study.id(), request, account.id());
        return Response.accepted(Analysis.of(found(study, run)))
                .location(URI.create("/api/v1/studies/" + id + "/analyses/" + run))
                .build();
    }

    @DELETE
    @Path("{analysis}")
    @APIResponse(responseCode = "204", description = "It is cancelled")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Cancels an analysis that is under way; a key needs the scope write")
    public void cancel(@PathParam("id") long id, @PathParam("analysis") long analysis) {
        account.requireScope("write");
        Study study = access.analyze(id);
        AnalysisRun run = found(study, analysis);
        if (!runs.cancel(study.id(), run.id(), account.actor())) {
            throw new ClientErrorException("That analysis is no longer under way.", Response.Status.CONFLICT);
        }
    }

    private static Map<String, @Nullable Object> columns(ShownEstimate estimate) {
        SequencedMap<String, @Nullable Object> columns = EstimateColumns.of(estimate.stored());
        columns.put("notForShowing", estimate.protection().notForShowing());
        return columns;
    }

    private static AnalysisOrder order(String body, AnalysisScope scope) {
        try {
            AnalysisOrder order = AnalysisOrder.read(body);
            List<String> faults = order.faults(scope);
            if (faults.isEmpty()) {
                return order;
            }
            throw new BadRequestException(String.join(" ", faults));
        } catch (IllegalArgumentException unreadable) {
            throw new BadRequestException(unreadable.getMessage(), unreadable);
        }
    }

    private AnalysisRun found(Study study, long analysis) {
        return runs.find(study.id(), analysis).orElseThrow(() -> new NotFoundException("no such analysis"));
    }
}
