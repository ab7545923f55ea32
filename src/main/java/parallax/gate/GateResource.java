package parallax.gate;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Holds a study against its limits, as asked for on its page of results.
@Path("/studies/{id}/gate")
@Authenticated
@RunOnVirtualThread
public class GateResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Gate gate;

    public GateResource(StudyAccess access, CurrentAccount account, Gate gate) {
        this.access = access;
        this.account = account;
        this.gate = gate;
    }

    @POST
    public Response check(@PathParam("id") long id) {
        Study study = access.analyze(id);
        gate.ask(study, gate.planned(study), account.id());
        return Response.seeOther(URI.create("/studies/" + id + "#limits")).build();
    }
}
