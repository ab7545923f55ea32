package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.design.plan.PlanFault;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.Plans;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Editing what a draft began with: its title and words, the smallest group shown, the panel's codes.
@Path("/studies/{id}/draft")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class DraftResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Plans plans;
    private final Faults faults;

    public DraftResource(StudyAccess access, CurrentAccount account, Plans plans, Faults faults) {
        this.access = access;
        this.account = account;
        this.plans = plans;
        this.faults = faults;
    }

    @GET
    public TemplateInstance draft(@PathParam("id") long id) {
        Study study = access.plan(id);
        return DraftPage.of(study, DraftForm.of(plans.of(study)), Map.of());
    }

    @POST
    public Response set(
            @PathParam("id") long id, @BeanParam DraftForm form, @FormParam("version") @Nullable Integer seen) {
        Study study = access.plan(id);
        Map<String, String> problems = form.problems(faults);
        if (!problems.isEmpty()) {
            return refused(study, form, problems);
        }
        try {
            plans.replace(id, form.in(plans.of(study)), seen, account.actor());
            return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
        } catch (PlanRefused refused) {
            return refused(study, form, inWords(refused));
        } catch (IllegalStateException late) {
            return refused(study, form, Map.of("", String.valueOf(late.getMessage())));
        }
    }

    private static Map<String, String> inWords(PlanRefused refused) {
        var problems = new LinkedHashMap<String, String>();
        problems.put(
                "",
                String.join(
                        " ", refused.faults().stream().map(PlanFault::sentence).toList()));
        return problems;
    }

    private static Response refused(Study study, DraftForm form, Map<String, String> problems) {
        return Response.status(422).entity(DraftPage.of(study, form, problems)).build();
    }
}
