package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.EstimateColumns;
import parallax.disclosure.Disclosure;
import parallax.disclosure.ShownFigures;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Analyses of a study and their estimates, for its researchers.
@SecurityRequirement(name = "apiKey")
@SecurityRequirement(name = "session")
@APIResponse(responseCode = "401", ref = ApiDescription.NOT_SIGNED_IN)
@APIResponse(responseCode = "403", ref = ApiDescription.NOT_ALLOWED)
@APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
@Path("/api/v1/studies/{id}/analyses")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class AnalysesApi {
    private final StudyAccess access;
    private final AnalysisRuns runs;
    private final ShownFigures figures;

    public AnalysesApi(StudyAccess access, AnalysisRuns runs, ShownFigures figures) {
        this.access = access;
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
        return runs.ofStudy(access.design(id).id()).stream().map(Analysis::of).toList();
    }

    @GET
    @Path("{analysis}")
    @APIResponse(responseCode = "200", description = "The analysis")
    @Operation(summary = "One analysis and how far it is")
    public Analysis analysis(@PathParam("id") long id, @PathParam("analysis") long analysis) {
        return Analysis.of(found(access.design(id), analysis));
    }

    @GET
    @Path("{analysis}/estimates")
    @APIResponse(
            responseCode = "200",
            description = "Estimates with the keys that the command analyze prints, and nAnswers; those about a hidden"
                    + " group have no value and say why. Empty before the analysis is done")
    @Operation(summary = "What an analysis found, in its order")
    public List<Map<String, @Nullable Object>> estimates(
            @PathParam("id") long id,
            @PathParam("analysis") long analysis,
            @Parameter(description = "a question's code; all questions if left out") @QueryParam("question") @Nullable
                    String question) {
        Study study = access.design(id);
        Disclosure disclosure = Disclosure.of(study, access.rights(id).orElseThrow());
        AnalysisRun run = found(study, analysis);
        return figures.estimates(run, question, disclosure).stream()
                .map(estimate -> (Map<String, @Nullable Object>) EstimateColumns.of(estimate))
                .toList();
    }

    private AnalysisRun found(Study study, long analysis) {
        return runs.find(study.id(), analysis).orElseThrow(() -> new NotFoundException("no such analysis"));
    }
}
