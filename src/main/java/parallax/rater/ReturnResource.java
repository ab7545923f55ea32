package parallax.rater;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.study.Study;
import parallax.web.PublicAddress;

/// Leaving for a while or for good, and coming back: on this device or on another.
@Path("/s/{code}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class ReturnResource {
    private static final String NO_SUCH_CODE =
            "No rater of this study has this code. A code has twelve letters and digits, as shown on your first page.";

    private final RaterSession session;
    private final Visitors visitors;
    private final Arrivals arrivals;
    private final RaterDevices devices;
    private final OwnCodes ownCodes;
    private final PublicAddress address;

    public ReturnResource(
            RaterSession session,
            Visitors visitors,
            Arrivals arrivals,
            RaterDevices devices,
            OwnCodes ownCodes,
            PublicAddress address) {
        this.session = session;
        this.visitors = visitors;
        this.arrivals = arrivals;
        this.devices = devices;
        this.ownCodes = ownCodes;
        this.address = address;
    }

    /// From here on this device shows no conversation, whatever its history holds, until [#resume].
    @GET
    @Path("pause")
    public Response pause(@PathParam("code") String code) {
        Study study = session.study(code);
        Optional<Participation> rater = session.participation(study);
        String ownCode = rater.map(ownCodes::of).orElse("");
        Response page = Notice.paused(study, ownCode);
        return rater.isEmpty()
                ? page
                : Response.fromResponse(page).cookie(session.away(study)).build();
    }

    @POST
    @Path("resume")
    public Response resume(@PathParam("code") String code) {
        Study study = session.study(code);
        return Response.fromResponse(EntryResource.see(study, ""))
                .cookie(session.back(study))
                .build();
    }

    /// Leaves this device without a session; what was answered is kept.
    @POST
    @Path("exit")
    public Response exit(@PathParam("code") String code) {
        Study study = session.study(code);
        Optional<Participation> rater = session.participation(study);
        String ownCode = rater.map(ownCodes::of).orElse("");
        rater.ifPresent(devices::leave);
        String comeBack = address.link("/s/" + study.code() + "/return");
        return Response.fromResponse(Notice.left(study, ownCode, comeBack))
                .cookie(session.end(study), session.arrived(study), session.back(study))
                .build();
    }

    @GET
    @Path("return")
    public Response ask(@PathParam("code") String code) {
        Study study = session.study(code);
        return visitors.hasWithdrawn(study)
                ? Notice.withdrawn(study)
                : Response.ok(visitors.asked(study, "")).build();
    }

    /// Somebody goes on here with their own code.
    @POST
    @Path("return")
    public Response comeBack(@PathParam("code") String code, @FormParam("code") @Nullable String own) {
        Study study = session.study(code);
        if (!arrivals.mayEnter(session.address())) {
            return Notice.crowded(study);
        }
        return visitors.goOn(study, own == null ? "" : own)
                .map(token -> goneOn(study, token))
                .orElseGet(() -> Response.status(422)
                        .entity(visitors.asked(study, NO_SUCH_CODE))
                        .build());
    }

    /// Somebody goes on here as the account or the panel says.
    @POST
    @Path("continue")
    public Response goOn(@PathParam("code") String code) {
        Study study = session.study(code);
        return visitors.goOn(study)
                .map(token -> goneOn(study, token))
                .orElseGet(() -> EntryResource.see(study, "return"));
    }

    private Response goneOn(Study study, Token token) {
        return Response.fromResponse(EntryResource.see(study, "rate"))
                .cookie(session.begin(study, token), session.arrived(study), session.back(study))
                .build();
    }
}
