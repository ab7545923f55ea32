package parallax.report;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.study.WatchedSignals;

/// Exclusions of a study, for those of its researchers who may read single judgments: looked at before they are
/// made, made, retired, taken up again.
@Path("/studies/{id}/exclusions")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ExclusionsResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final ExclusionPages pages;
    private final Exclusions exclusions;
    private final WatchedSignals watched;

    public ExclusionsResource(
            StudyAccess access,
            CurrentAccount account,
            ExclusionPages pages,
            Exclusions exclusions,
            WatchedSignals watched) {
        this.access = access;
        this.account = account;
        this.pages = pages;
        this.exclusions = exclusions;
        this.watched = watched;
    }

    @GET
    public TemplateInstance list(@PathParam("id") long id) {
        return pages.page(access.analyze(id));
    }

    /// What the rule that was typed would change; nothing is stored.
    @POST
    @Path("effect")
    public Response effect(@PathParam("id") long id, MultivaluedMap<String, String> typed) {
        Study study = access.analyze(id);
        ExclusionForm form = ExclusionForm.typed(typed);
        Map<String, String> problems = form.problems(watched.of(id));
        return problems.isEmpty()
                ? Response.ok(pages.effect(study, form.lookedAt(), form)).build()
                : refused(study, form, problems);
    }

    @GET
    @Path("rules/{name}")
    public TemplateInstance rule(@PathParam("id") long id, @PathParam("name") String name) {
        Study study = access.analyze(id);
        Exclusion rule = exclusions.find(id, name).orElseThrow(() -> new NotFoundException("no such exclusion"));
        return pages.effect(study, rule, null);
    }

    @POST
    public Response create(@PathParam("id") long id, MultivaluedMap<String, String> typed) {
        Study study = access.analyze(id);
        ExclusionForm form = ExclusionForm.typed(typed);
        Map<String, String> problems = form.problems(watched.of(id));
        if (!form.name().matches(Exclusion.NAME)) {
            problems.put("name", Exclusion.NAME_RULE);
        }
        if (problems.isEmpty() && !exclusions.create(id, form.lookedAt(), account.id())) {
            problems.put("name", "There is an exclusion of that name; what it says does not change.");
        }
        return problems.isEmpty() ? seeList(id) : refused(study, form, problems);
    }

    @POST
    @Path("rules/{name}/retirement")
    public Response retire(@PathParam("id") long id, @PathParam("name") String name) {
        boolean retired = true;
        return changed(id, name, retired);
    }

    @POST
    @Path("rules/{name}/return")
    public Response takeUp(@PathParam("id") long id, @PathParam("name") String name) {
        boolean retired = false;
        return changed(id, name, retired);
    }

    private Response changed(long id, String name, boolean retired) {
        access.analyze(id);
        if (!exclusions.retire(id, name, retired, account.actor())) {
            throw new NotFoundException("no such exclusion");
        }
        return seeList(id);
    }

    private Response refused(Study study, ExclusionForm form, Map<String, String> problems) {
        return Response.status(422).entity(pages.refused(study, form, problems)).build();
    }

    private static Response seeList(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/exclusions")).build();
    }
}
