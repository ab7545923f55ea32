package parallax.design;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import parallax.rater.RetentionRules;
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
    private final RetentionRules rules;
    private final Faults faults;

    public NewStudyResource(StudyDesign design, CurrentAccount account, RetentionRules rules, Faults faults) {
        this.design = design;
        this.account = account;
        this.rules = rules;
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
        long id = create(plan, form);
        return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
    }

    private long create(StudyPlan plan, NewStudyForm form) {
        return QuarkusTransaction.requiringNew().call(() -> {
            long id = design.create(plan, account.id());
            rules.set(id, form.retention().rule(), null, account.actor());
            return id;
        });
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
