package parallax.report;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// All questions of a study at once: every group's share of unsafe answers, and how far it is from everyone else.
@Path("/studies/{id}/overview")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class OverviewResource {
    private final StudyAccess access;
    private final OverviewPages pages;

    public OverviewResource(StudyAccess access, OverviewPages pages) {
        this.access = access;
        this.pages = pages;
    }

    @GET
    public TemplateInstance overview(
            @PathParam("id") long id,
            @QueryParam("question") @Nullable String question,
            @QueryParam("axis") @Nullable String axis,
            @QueryParam("unsure") @Nullable String unsure,
            @QueryParam("exclude") @Nullable String exclude,
            @QueryParam("release") @Nullable String release) {
        Study study = access.see(id);
        return pages.page(study, new StudyPages.View(question, axis, unsure, exclude, release), rights(id));
    }

    /// The same figures, a row for each question and group.
    @GET
    @Path("overview.csv")
    @Produces("text/csv; charset=UTF-8")
    public Response csv(
            @PathParam("id") long id,
            @QueryParam("axis") @Nullable String axis,
            @QueryParam("unsure") @Nullable String unsure,
            @QueryParam("exclude") @Nullable String exclude,
            @QueryParam("release") @Nullable String release) {
        Study study = access.see(id);
        return pages.csv(study, new StudyPages.View(null, axis, unsure, exclude, release), rights(id))
                .map(csv -> Response.ok(csv)
                        .header("Content-Disposition", "attachment; filename=\"" + study.code() + "-overview.csv\"")
                        .header("Cache-Control", "no-store")
                        .build())
                .orElseGet(() -> Response.status(503)
                        .type(MediaType.TEXT_PLAIN)
                        .header("Retry-After", 1)
                        .entity("The figures are being computed. Try again in a moment.")
                        .build());
    }

    private StudyAccess.Rights rights(long id) {
        return access.rights(id).orElseThrow();
    }
}
