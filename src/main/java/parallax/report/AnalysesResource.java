package parallax.report;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.AnalysisScope;
import parallax.analysis.AnalysisScopes;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Analyses of a study, for those of its researchers who may read single judgments: asking for one, watching it,
/// reading its estimates.
@Path("/studies/{id}/analyses")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class AnalysesResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final AnalysisRuns runs;
    private final AnalysisPages pages;
    private final AnalysisScopes scopes;
    private final Faults faults;

    public AnalysesResource(
            StudyAccess access,
            CurrentAccount account,
            AnalysisRuns runs,
            AnalysisPages pages,
            AnalysisScopes scopes,
            Faults faults) {
        this.access = access;
        this.account = account;
        this.runs = runs;
        this.pages = pages;
        this.scopes = scopes;
        this.faults = faults;
    }

    @GET
    public TemplateInstance list(@PathParam("id") long id) {
        return pages.list(access.analyze(id), null, Map.of());
    }

    @POST
    public Response ask(@PathParam("id") long id, @BeanParam AnalysisForm form) {
        Study study = access.analyze(id);
        Map<String, String> problems = faults.of(form);
        AnalysisScope scope = scopes.of(id);
        problems.putAll(scope.faults(List.of(), form.divided(), form.cut()));
        scope.faultOfExclusion(form.exclude()).ifPresent(fault -> problems.put("exclude", fault));
        if (!problems.isEmpty()) {
            return refused(study, form, problems);
        }
        queue(id, form.request(scope));
        return seeList(id);
    }

    /// With the same of everybody beside it, where it leaves raters out and nobody asked for that yet.
    private void queue(long id, AnalysisRequest request) {
        if (!request.equals(request.ofEverybody())
                && pages.ofEverybody(id, request).isEmpty()) {
            runs.queue(id, request.ofEverybody(), account.id());
        }
        runs.queue(id, request, account.id());
    }

    @POST
    @Path("{analysis}/cancellation")
    public Response cancel(@PathParam("id") long id, @PathParam("analysis") long analysis) {
        Study study = access.analyze(id);
        return runs.cancel(id, analysis, account.actor())
                ? seeList(id)
                : refused(study, null, Map.of("", "That analysis is no longer under way."));
    }

    private Response refused(Study study, @Nullable AnalysisForm form, Map<String, String> problems) {
        return Response.status(422).entity(pages.list(study, form, problems)).build();
    }

    @GET
    @Path("{analysis}")
    public TemplateInstance estimates(
            @PathParam("id") long id,
            @PathParam("analysis") long analysis,
            @QueryParam("question") @Nullable String question,
            @QueryParam("axis") @Nullable String axis) {
        Study study = access.analyze(id);
        return pages.page(study, done(id, analysis), question, axis);
    }

    private AnalysisRun done(long study, long analysis) {
        return runs.find(study, analysis)
                .filter(run -> run.state() == AnalysisRun.State.DONE)
                .orElseThrow(() -> new NotFoundException("no such analysis"));
    }

    private static Response seeList(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/analyses")).build();
    }
}
