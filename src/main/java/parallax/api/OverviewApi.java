package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analytics.UnsurePolicy;
import parallax.disclosure.Overview;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// All questions of a study at once, as its page shows them.
@Path("/api/v1/studies/{id}/overview")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class OverviewApi {
    private final StudyAccess access;
    private final Rubrics rubrics;
    private final Populations populations;
    private final ShownFigures figures;
    private final ApiExclusions exclusions;
    private final Sights sights;

    OverviewApi(
            StudyAccess access,
            Rubrics rubrics,
            Populations populations,
            ShownFigures figures,
            ApiExclusions exclusions,
            Sights sights) {
        this.sights = sights;
        this.exclusions = exclusions;
        this.access = access;
        this.rubrics = rubrics;
        this.populations = populations;
        this.figures = figures;
    }

    @GET
    @APIResponse(responseCode = "200", description = "The questions that have an unsafe answer, in the rubric's order")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @APIResponse(responseCode = "503", ref = ApiDescription.NOT_READY)
    @Operation(
            summary = "P(unsafe) of every question in every group, and its difference from everyone else",
            description =
                    "With 95 % intervals; pAdjusted is adjusted by Benjamini and Hochberg over all cells together. Whoever"
                            + " may read individual judgments gets the figures of this moment, with notForShowing = true for"
                            + " the groups that a release would hide; everybody else gets those of a release.")
    public Overview overview(
            @PathParam("id") long id,
            @Parameter(description = "an axis's code; the study's first if left out") @QueryParam("axis") @Nullable
                    String axis,
            @Parameter(description = "category or drop, for the questions that have an Unsure")
                    @QueryParam("unsure")
                    @DefaultValue("category")
                    String unsure,
            @Parameter(description = ApiExclusions.DESCRIPTION) @QueryParam("exclude") @DefaultValue("") String exclude,
            @Parameter(description = ApiResource.RELEASE) @QueryParam("release") @Nullable Integer release) {
        Study study = access.see(id);
        List<String> questions = rubrics.ofStudy(id).countedAsUnsafe().stream()
                .map(StoredQuestion::code)
                .toList();
        Exclusion without = exclusions.without(id, exclude, release);
        Sight sight = sights.required(id, access.rights(id).orElseThrow(), release);
        return figures.overview(study, questions, axis(id, axis), policy(unsure), sight, without)
                .orElseThrow(() -> new ServiceUnavailableException(1L));
    }

    private Population.Axis axis(long studyId, @Nullable String code) {
        return populations.axes(studyId).stream()
                .filter(axis -> code == null || axis.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no such axis"));
    }

    private static UnsurePolicy policy(String word) {
        return switch (word) {
            case "category" -> UnsurePolicy.CATEGORY;
            case "drop" -> UnsurePolicy.DROP;
            default -> throw new BadRequestException("unsure is category or drop, not " + word);
        };
    }
}
