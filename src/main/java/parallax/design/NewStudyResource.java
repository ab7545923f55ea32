package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;

/// Begins a study.
@Path("/studies/new")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"owner", "researcher"})
@RunOnVirtualThread
public class NewStudyResource {
    private final StudyDesign design;
    private final CurrentAccount account;

    public NewStudyResource(StudyDesign design, CurrentAccount account) {
        this.design = design;
        this.account = account;
    }

    @GET
    public TemplateInstance form() {
        return NewStudyForm.empty().page(Map.of());
    }

    @POST
    public Response create(MultivaluedMap<String, String> fields) {
        var form = new NewStudyForm(fields);
        Map<String, String> problems = form.problems();
        if (!problems.isEmpty()) {
            return Response.status(422).entity(form.page(problems)).build();
        }
        StudyPlan plan;
        try {
            plan = form.plan();
        } catch (IllegalArgumentException e) {
            return Response.status(422)
                    .entity(form.page(Map.of("", sentence(e))))
                    .build();
        }
        long id = design.create(plan, account.id());
        return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
    }

    private static String sentence(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        String begun = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
