package parallax.release;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// A study's releases: looked at by all who see the study, made by researchers who may read single judgments,
/// called back by owners.
@Path("/studies/{id}/releases")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ReleasesResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Releases releases;
    private final ReleaseMaking making;
    private final ReleasePages pages;
    private final ReleaseFile file;

    public ReleasesResource(
            StudyAccess access,
            CurrentAccount account,
            Releases releases,
            ReleaseMaking making,
            ReleasePages pages,
            ReleaseFile file) {
        this.access = access;
        this.account = account;
        this.releases = releases;
        this.making = making;
        this.pages = pages;
        this.file = file;
    }

    @GET
    public TemplateInstance list(@PathParam("id") long id) {
        return pages.list(access.see(id), mayMake(id), "");
    }

    /// What a release would show and hide now; nothing is stored.
    @GET
    @Path("preview")
    public TemplateInstance preview(@PathParam("id") long id) {
        Study study = toRelease(id);
        return pages.preview(study, making.draft(study));
    }

    @POST
    public Response make(@PathParam("id") long id) {
        Study study = toRelease(id);
        ReleaseDraft made = making.make(study, Release.How.HAND, account.actor());
        return made.mayBeMade()
                ? see(id, made.number())
                : Response.status(422)
                        .entity(pages.list(study, mayMake(id), made.refusal()))
                        .build();
    }

    @GET
    @Path("{number}")
    public TemplateInstance one(@PathParam("id") long id, @PathParam("number") int number) {
        Study study = access.see(id);
        return pages.page(study, found(id, number), account.isOwner());
    }

    @GET
    @Path("{number}/release.csv")
    @Produces("text/csv; charset=UTF-8")
    public Response csv(@PathParam("id") long id, @PathParam("number") int number) {
        Study study = access.see(id);
        return download(study, number, "csv", file.csv(found(id, number)));
    }

    @GET
    @Path("{number}/release.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("id") long id, @PathParam("number") int number) {
        Study study = access.see(id);
        return download(study, number, "json", file.json(found(id, number)));
    }

    @POST
    @Path("{number}/recall")
    public Response callBack(@PathParam("id") long id, @PathParam("number") int number) {
        access.see(id);
        if (!account.isOwner()) {
            throw new ForbiddenException("only an owner calls a release back");
        }
        found(id, number);
        releases.callBack(id, number, account.id());
        return see(id, number);
    }

    private static Response download(Study study, int number, String form, String content) {
        return Response.ok(content)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + study.code() + "-release-" + number + "." + form + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private Release found(long id, int number) {
        return releases.find(id, number).orElseThrow(() -> new NotFoundException("no such release"));
    }

    private Study toRelease(long id) {
        access.design(id);
        return access.export(id);
    }

    private boolean mayMake(long id) {
        StudyAccess.Rights rights = access.rights(id).orElseThrow();
        return rights.mayDesign() && rights.mayExport();
    }

    private static Response see(long id, int number) {
        return Response.seeOther(URI.create("/studies/" + id + "/releases/" + number))
                .build();
    }
}
