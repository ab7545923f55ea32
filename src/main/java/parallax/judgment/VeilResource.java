package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import parallax.rater.RaterSession;
import parallax.study.Study;

/// A rater's own choice, on this device, to see a conversation only when they ask for it. It is told to
/// nobody.
@Path("/s/{code}/veil")
@RunOnVirtualThread
@PermitAll
public class VeilResource {
    private final RaterSession session;

    public VeilResource(RaterSession session) {
        this.session = session;
    }

    @POST
    public Response choose(@PathParam("code") String code, @FormParam("veil") @Nullable String veil) {
        Study study = session.study(code);
        NewCookie choice = "on".equals(veil) ? session.veil(study) : session.unveil(study);
        return RatersWay.see(study, "/rate", choice);
    }
}
