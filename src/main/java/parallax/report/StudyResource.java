package parallax.report;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// The dashboard of a study and its items.
@Path("/studies/{id}")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class StudyResource {
    private final StudyAccess access;
    private final StudyPages studyPages;
    private final ItemPages itemPages;

    public StudyResource(StudyAccess access, StudyPages studyPages, ItemPages itemPages) {
        this.access = access;
        this.studyPages = studyPages;
        this.itemPages = itemPages;
    }

    /// Of figures of this moment, the page's tag changes with every judgment and admission, so that a page that
    /// keeps itself fresh costs little; of a release, with the release.
    @GET
    public Response dashboard(
            @PathParam("id") long id,
            @QueryParam("question") @Nullable String question,
            @QueryParam("axis") @Nullable String axis,
            @QueryParam("unsure") @Nullable String unsure,
            @QueryParam("exclude") @Nullable String exclude,
            @QueryParam("release") @Nullable String release,
            @HeaderParam("If-None-Match") @Nullable String known) {
        Study study = access.see(id);
        var view = new StudyPages.View(question, axis, unsure, exclude, release);
        String tag = studyPages.tag(study, view, rights(id));
        if (tag.equals(known)) {
            return Response.notModified().header("ETag", tag).build();
        }
        return Response.ok(studyPages.page(study, view, rights(id)))
                .header("ETag", tag)
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("items")
    public TemplateInstance items(
            @PathParam("id") long id,
            @QueryParam("question") @Nullable String question,
            @QueryParam("exclude") @Nullable String exclude,
            @QueryParam("release") @Nullable String release,
            @QueryParam("page") @DefaultValue("1") int page) {
        Study study = access.see(id);
        return itemPages.list(study, new StudyPages.View(question, null, null, exclude, release), page, rights(id));
    }

    @GET
    @Path("items/{item}")
    public TemplateInstance item(
            @PathParam("id") long id,
            @PathParam("item") long item,
            @QueryParam("question") @Nullable String question,
            @QueryParam("axis") @Nullable String axis,
            @QueryParam("exclude") @Nullable String exclude,
            @QueryParam("release") @Nullable String release) {
        Study study = access.see(id);
        return itemPages.item(study, item, new StudyPages.View(question, axis, null, exclude, release), rights(id));
    }

    private StudyAccess.Rights rights(long id) {
        return access.rights(id).orElseThrow();
    }
}
