package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import parallax.design.plan.PlanFault;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.PlanText;
import parallax.design.plan.Plans;
import parallax.design.plan.WholePlan;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// A study's plan as a file: shown, handed over, taken back, copied.
@Path("/studies/{id}")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PlanResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Plans plans;

    public PlanResource(StudyAccess access, CurrentAccount account, Plans plans) {
        this.access = access;
        this.account = account;
        this.plans = plans;
    }

    @GET
    @Path("plan")
    public TemplateInstance plan(@PathParam("id") long id) {
        Study study = access.design(id);
        return PlanPage.of(study, of(study), List.of());
    }

    @GET
    @Path("plan.yaml")
    @Produces("application/yaml")
    public Response yaml(@PathParam("id") long id) {
        return file(id, "yaml", PlanText.yaml(of(access.design(id))));
    }

    @GET
    @Path("plan.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("id") long id) {
        return file(id, "json", PlanText.json(of(access.design(id))));
    }

    @POST
    @Path("plan")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response replace(
            @PathParam("id") long id,
            @RestForm("file") @Nullable FileUpload file,
            @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        WholePlan before = of(study);
        try {
            plans.replace(id, PlanText.read(PlanUpload.text(file)), seen, account.actor());
            return Response.seeOther(URI.create("/studies/" + id + "/plan")).build();
        } catch (PlanRefused refused) {
            return refused(study, before, refused.faults());
        } catch (IllegalStateException late) {
            return refused(study, before, List.of(new PlanFault(0, "", String.valueOf(late.getMessage()))));
        }
    }

    @POST
    @Path("copies")
    public Response copy(@PathParam("id") long id) {
        Study study = access.design(id);
        Role role = account.required().role();
        if (role != Role.OWNER && role != Role.RESEARCHER) {
            throw new ForbiddenException("beginning a study needs a researcher's account");
        }
        WholePlan plan = of(study);
        try {
            long copy = plans.create(plan.copied(), account.id());
            return Response.seeOther(URI.create("/studies/" + copy + "/design")).build();
        } catch (PlanRefused refused) {
            return refused(study, plan, refused.faults());
        }
    }

    private WholePlan of(Study study) {
        if (study.isImported()) {
            throw new NotFoundException("an imported study has no plan");
        }
        return plans.of(study);
    }

    private static Response file(long id, String ending, String content) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"study-" + id + "-plan." + ending + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response refused(Study study, WholePlan plan, List<PlanFault> faults) {
        return Response.status(422).entity(PlanPage.of(study, plan, faults)).build();
    }
}
