package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import parallax.identity.CurrentAccount;

/// Begins a study with the file of a plan.
@Path("/studies/new/plan")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"owner", "researcher"})
@RunOnVirtualThread
public class NewPlanResource {
    private final Plans plans;
    private final CurrentAccount account;

    public NewPlanResource(Plans plans, CurrentAccount account) {
        this.plans = plans;
        this.account = account;
    }

    @GET
    public TemplateInstance form() {
        return new NewPlanPage(List.of());
    }

    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response create(@RestForm("file") @Nullable FileUpload file) {
        try {
            long id = plans.create(PlanText.read(PlanUpload.text(file)), account.id());
            return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
        } catch (PlanRefused refused) {
            List<String> faults =
                    refused.faults().stream().map(PlanFault::sentence).toList();
            return Response.status(422).entity(new NewPlanPage(faults)).build();
        }
    }
}
