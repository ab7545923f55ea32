package parallax.report.document;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// The report of a release as a page that stands by itself, for all who see the study.
@Path("/studies/{id}/releases/{number}/report.html")
@Authenticated
@RunOnVirtualThread
public class ReportPageResource {
    private final StudyAccess access;
    private final SignedReports reports;

    public ReportPageResource(StudyAccess access, SignedReports reports) {
        this.access = access;
        this.reports = reports;
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response report(@PathParam("id") long id, @PathParam("number") int number) {
        Study study = access.see(id);
        return SignedReports.download(study, number, "html", reports.page(study, reports.standing(id, number)));
    }
}
