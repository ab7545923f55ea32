package parallax.identity;

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
import java.util.Map;
import parallax.web.Faults;

/// Ruling what holds for every study, for owners.
@Path("/installation")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("owner")
@RunOnVirtualThread
public class InstallationResource {
    private final CurrentAccount current;
    private final Installation installation;
    private final Faults faults;

    public InstallationResource(CurrentAccount current, Installation installation, Faults faults) {
        this.current = current;
        this.installation = installation;
        this.faults = faults;
    }

    @GET
    public TemplateInstance rules() {
        boolean saved = false;
        return new InstallationPage(InstallationForm.of(InstallationRules.inForce()), Map.of(), saved);
    }

    @POST
    public Response rule(@BeanParam InstallationForm form) {
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            boolean saved = false;
            return Response.status(422)
                    .entity(new InstallationPage(form, problems, saved))
                    .build();
        }
        InstallationRules ruled = installation.rule(form.ruling(), form.version(), current.actor());
        boolean saved = true;
        return Response.ok(new InstallationPage(InstallationForm.of(ruled), Map.of(), saved))
                .build();
    }
}
