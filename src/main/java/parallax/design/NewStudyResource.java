package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;
import parallax.web.Faults;

/// Begins a study.
@Path("/studies/new")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"owner", "researcher"})
@RunOnVirtualThread
public class NewStudyResource {
    private final StudyDesign design;
    private final CurrentAccount account;
    private final Faults faults;

    public NewStudyResource(StudyDesign design, CurrentAccount account, Faults faults) {
        this.design = design;
        this.account = account;
        this.faults = faults;
    }

    @GET
    public TemplateInstance form() {
        return NewStudyPage.of(NewStudyForm.beginning(), Map.of());
    }

    @POST
    public Response create(@BeanParam NewStudyForm form) {
        Map<String, String> problems = form.problems(faults);
        if (!problems.isEmpty()) {
            return refused(form, problems);
        }
        StudyPlan plan;
        try {
            plan = form.plan();
        } catch (IllegalArgumentException e) {
            return refused(form, Map.of("", sentence(e)));
        }
        long id = design.create(plan, account.id());
        return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
    }

    private static Response refused(NewStudyForm form, Map<String, String> problems) {
        return Response.status(422).entity(NewStudyPage.of(form, problems)).build();
    }

    private static String sentence(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        String begun = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
