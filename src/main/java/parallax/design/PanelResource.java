package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.rater.PanelLinks;
import parallax.rater.PanelPeople;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Setting up the panel that sends a study its raters.
@Path("/studies/{id}/panel")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PanelResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final PanelLinks panels;
    private final PanelPeople people;
    private final Faults faults;

    public PanelResource(
            StudyAccess access, CurrentAccount account, PanelLinks panels, PanelPeople people, Faults faults) {
        this.access = access;
        this.account = account;
        this.panels = panels;
        this.people = people;
        this.faults = faults;
    }

    @GET
    public TemplateInstance panel(@PathParam("id") long id) {
        Study study = access.design(id);
        return page(study, PanelForm.of(panels.own(id).orElse(null)), Map.of());
    }

    @POST
    public Response set(@PathParam("id") long id, @BeanParam PanelForm form) {
        Study study = access.design(id);
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            return refused(study, form, problems);
        }
        try {
            panels.set(id, form.panel(), account.actor());
            return Response.ok(saved(study, form)).build();
        } catch (IllegalArgumentException e) {
            return refused(study, form, Map.of("keys", String.valueOf(e.getMessage())));
        }
    }

    @GET
    @Path("people.csv")
    @Produces("text/csv; charset=UTF-8")
    public Response people(@PathParam("id") long id) {
        Study study = access.export(access.design(id).id());
        return Response.ok(PanelPeopleCsv.of(people.of(study.id(), account.actor())))
                .header("Content-Disposition", "attachment; filename=\"panel-people-" + id + ".csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response refused(Study study, PanelForm form, Map<String, String> problems) {
        return Response.status(422).entity(page(study, form, problems)).build();
    }

    private static PanelPage page(Study study, PanelForm form, Map<String, String> problems) {
        boolean saved = false;
        return new PanelPage(study.id(), study.title(), study.entryLink(), form, problems, saved);
    }

    private static PanelPage saved(Study study, PanelForm form) {
        boolean saved = true;
        return new PanelPage(study.id(), study.title(), study.entryLink(), form, Map.of(), saved);
    }
}
