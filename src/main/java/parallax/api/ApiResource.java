package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
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
import parallax.analytics.UnsurePolicy;
import parallax.assignment.Exposure;
import parallax.assignment.ProblemReports;
import parallax.dataset.exports.ExportManifest;
import parallax.disclosure.Distribution;
import parallax.disclosure.ShownFigures;
import parallax.disclosure.Sight;
import parallax.disclosure.Sights;
import parallax.rater.Agreements;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Reading;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Studies, items, judgments and distributions. Lists are read page by page: `after` takes the last id
/// of the page before.
@Path("/api/v1/studies")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class ApiResource {
    static final String RELEASE = "a release's number; if left out, the figures of this moment for those who may read"
            + " individual judgments, and those of the newest release that stands for everybody else";

    private final StudyAccess access;
    private final Rubrics rubrics;
    private final Populations populations;
    private final ShownFigures figures;
    private final ApiRows rows;
    private final Agreements agreements;
    private final ProblemReports problems;
    private final Exposure exposure;
    private final ExportManifest manifest;
    private final ApiExclusions exclusions;
    private final Sights sights;

    public ApiResource(
            StudyAccess access,
            Rubrics rubrics,
            Populations populations,
            ShownFigures figures,
            ApiRows rows,
            Agreements agreements,
            ProblemReports problems,
            Exposure exposure,
            ExportManifest manifest,
            ApiExclusions exclusions,
            Sights sights) {
        this.sights = sights;
        this.access = access;
        this.rubrics = rubrics;
        this.populations = populations;
        this.figures = figures;
        this.rows = rows;
        this.agreements = agreements;
        this.problems = problems;
        this.exposure = exposure;
        this.manifest = manifest;
        this.exclusions = exclusions;
    }

    @GET
    @APIResponse(responseCode = "200", description = "Studies")
    @Operation(summary = "The studies that you may see, newest first")
    public List<ApiStudy> studies() {
        return access.all().stream().map(this::study).toList();
    }

    @GET
    @Path("{id}")
    @APIResponse(responseCode = "200", description = "The study")
    @Operation(summary = "One study with its questions and axes")
    public ApiStudy study(@PathParam("id") long id) {
        return study(access.see(id));
    }

    @GET
    @Path("{id}/items")
    @APIResponse(responseCode = "200", description = "Items; an empty list after the last")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @Operation(summary = "Conversations put before raters, in order of id")
    public List<ApiRows.Item> items(@PathParam("id") long id, @BeanParam ApiPage page) {
        return rows.items(access.see(id).id(), page.after(), page.size());
    }

    @GET
    @Path("{id}/consent-versions")
    @APIResponse(responseCode = "200", description = "Versions, the newest first; none where the study was imported")
    @Operation(
            summary = "What raters were told and agreed to, version by version",
            description = "How many agreed is null for those who may not read individual judgments.")
    public List<Agreements.Agreement> consentVersions(@PathParam("id") long id) {
        List<Agreements.Agreement> all = agreements.of(access.see(id).id());
        return access.rights(id).orElseThrow().mayExport()
                ? all
                : all.stream().map(Agreements.Agreement::uncounted).toList();
    }

    @GET
    @Path("{id}/withdrawals")
    @APIResponse(responseCode = "200", description = "How many withdrew, and how many since each file was handed out")
    @Operation(
            summary = "How many raters took their data back, and since which export; needs the right to export",
            description = "Files, releases and analyses of before are not rewritten.")
    public ExportManifest.Manifest withdrawals(@PathParam("id") long id) {
        return manifest.of(access.export(id));
    }

    @GET
    @Path("{id}/problem-reports")
    @APIResponse(responseCode = "200", description = "Reports; an empty list after the last")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @Operation(summary = "Problems with items that raters reported, in order of id; needs the right to export")
    public List<ProblemReports.Report> problemReports(@PathParam("id") long id, @BeanParam ApiPage page) {
        return problems.page(access.export(id).id(), page.after(), page.size());
    }

    @GET
    @Path("{id}/exposure")
    @APIResponse(responseCode = "200", description = "The hardest first; severity is null where nobody graded")
    @Operation(summary = "What raters have read together, by how hard it is to read; needs the right to export")
    public List<Exposure.Load> exposure(@PathParam("id") long id) {
        return exposure.ofStudy(access.export(id).id());
    }

    @GET
    @Path("{id}/judgments")
    @APIResponse(responseCode = "200", description = "Judgments; an empty list after the last")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @Operation(summary = "Individual judgments with their answers, in order of id; needs the right to export")
    public List<ApiRows.Judgment> judgments(@PathParam("id") long id, @BeanParam ApiPage page) {
        return rows.judgments(access.export(id).id(), page.after(), page.size());
    }

    @GET
    @Path("{id}/distributions")
    @APIResponse(responseCode = "200", description = "Everyone first, then the groups of the axis")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_PARAMETER)
    @APIResponse(responseCode = "503", ref = ApiDescription.NOT_READY)
    @Operation(
            summary = "How each group answered a question",
            description =
                    "Shares with 95 % intervals. Whoever may read individual judgments gets the figures of this moment, with"
                            + " notForShowing = true for the groups that a release would hide; everybody else gets those of a"
                            + " release, where a hidden group has hidden = true, no shares, and null for its other figures.")
    public Distribution distributions(
            @PathParam("id") long id,
            @Parameter(description = "a question's code; the overall question if left out")
                    @QueryParam("question")
                    @Nullable
                    String question,
            @Parameter(description = "an axis's code; everybody together if left out") @QueryParam("axis") @Nullable
                    String axis,
            @Parameter(description = "category or drop") @QueryParam("unsure") @DefaultValue("category") String unsure,
            @Parameter(description = "an item's id: of the answers to it alone, with Unsure as an answer of its own")
                    @QueryParam("item")
                    @Nullable
                    Long item,
            @Parameter(description = ApiExclusions.DESCRIPTION) @QueryParam("exclude") @DefaultValue("") String exclude,
            @Parameter(description = RELEASE) @QueryParam("release") @Nullable Integer release) {
        Study study = access.see(id);
        StoredQuestion asked = question(rubrics.ofStudy(id), question);
        var without = exclusions.without(id, exclude, release);
        Sight sight = sights.required(id, access.rights(id).orElseThrow(), release);
        var found = item == null
                ? figures.of(study, asked, axis(id, axis), unsure(asked, unsure), sight, without)
                : figures.ofItem(study, asked, axis(id, axis), rows.item(id, item), sight, without);
        return found.orElseThrow(() -> new ServiceUnavailableException(1L));
    }

    private ApiStudy study(Study study) {
        return ApiStudy.of(study, rubrics.ofStudy(study.id()), populations.axes(study.id()));
    }

    private static StoredQuestion question(StoredRubric rubric, @Nullable String code) {
        return code == null
                ? rubric.overall().orElseThrow(() -> new NotFoundException("the rubric has no overall question"))
                : rubric.counted()
                        .filter(q -> q.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("no such question"));
    }

    private Population.@Nullable Axis axis(long studyId, @Nullable String code) {
        return code == null
                ? null
                : populations.axes(studyId).stream()
                        .filter(a -> a.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("no such axis"));
    }

    private static UnsurePolicy unsure(StoredQuestion question, String word) {
        boolean mayDrop = question.reading(Reading.UNSURE).isPresent();
        if (word.equals("category")) {
            return UnsurePolicy.CATEGORY;
        }
        if (!word.equals("drop")) {
            throw new BadRequestException("unsure is category or drop, not " + word);
        }
        if (!mayDrop) {
            throw new BadRequestException("this question has no Unsure to drop");
        }
        return UnsurePolicy.DROP;
    }
}
