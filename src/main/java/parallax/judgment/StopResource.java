package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import parallax.assignment.Assignments;
import parallax.rater.Notice;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.study.Study;

/// Ending one's part for good before everything is judged.
@Path("/s/{code}/stop")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class StopResource {
    private final RaterSession session;
    private final Assignments assignments;

    public StopResource(RaterSession session, Assignments assignments) {
        this.session = session;
        this.assignments = assignments;
    }

    @GET
    public Response ask(@PathParam("code") String code) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        return rater.isProved()
                ? Response.ok(new StopPage(study.notice(), assignments.handedIn(rater), assignments.asked(study)))
                        .build()
                : Notice.notToEnd(study);
    }

    @POST
    public Response stop(@PathParam("code") String code) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        if (!rater.isProved()) {
            return Notice.notToEnd(study);
        }
        assignments.stop(rater.id());
        return RatersWay.see(study, "/rate");
    }
}
