package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.identity.CurrentAccount;
import parallax.release.Release;
import parallax.release.ReleaseDraft;
import parallax.release.ReleaseFile;
import parallax.release.ReleaseLine;
import parallax.release.ReleaseMaking;
import parallax.release.Releases;
import parallax.report.document.ReleaseReport;
import parallax.report.document.SignedReports;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Releases of a study: frozen sets of figures for those who may not read single judgments.
@Path("/api/v1/studies/{id}/releases")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class ReleasesApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Releases releases;
    private final ReleaseMaking making;
    private final ReleaseFile file;
    private final SignedReports reports;

    public ReleasesApi(
            StudyAccess access,
            CurrentAccount account,
            Releases releases,
            ReleaseMaking making,
            ReleaseFile file,
            SignedReports reports) {
        this.reports = reports;
        this.access = access;
        this.account = account;
        this.releases = releases;
        this.making = making;
        this.file = file;
    }

    @GET
    @APIResponse(responseCode = "200", description = "Releases, the newest first; those that were called back too")
    @Operation(summary = "The releases of a study")
    public List<ReleaseLine> all(@PathParam("id") long id) {
        access.see(id);
        return releases.ofStudy(id).stream().map(ReleaseLine::of).toList();
    }

    @POST
    @APIResponse(
            responseCode = "201",
            description = "It is made",
            content = @Content(schema = @Schema(implementation = ReleaseLine.class)))
    @APIResponse(responseCode = "409", description = "It would tell too much, or nothing new; the answer says why")
    @Operation(
            summary = "Makes a release; needs the right to export, and a key the scopes write and export",
            description = "It counts what may be counted now, hides small groups and as much besides as keeps them from"
                    + " being worked out, and is attacked before it is made.")
    public Response make(@PathParam("id") long id) {
        account.requireScope("write");
        access.design(id);
        Study study = access.export(id);
        ReleaseDraft made = making.make(study, Release.How.HAND, account.actor());
        if (!made.mayBeMade()) {
            throw new ClientErrorException(made.refusal(), Response.Status.CONFLICT);
        }
        return Response.created(URI.create("/api/v1/studies/" + id + "/releases/" + made.number()))
                .entity(ReleaseLine.of(found(id, made.number())))
                .build();
    }

    @GET
    @Path("{number}")
    @APIResponse(responseCode = "200", description = "The release; without questions if it was called back")
    @Operation(
            summary = "All that a release shows",
            description =
                    "Counts of answers by option, in the question's order. A hidden group has totals = null, an item that is"
                            + " not shown null.")
    public ReleaseFile.WholeRelease one(@PathParam("id") long id, @PathParam("number") int number) {
        access.see(id);
        return file.whole(found(id, number));
    }

    @GET
    @Path("{number}/report")
    @APIResponse(responseCode = "200", description = "The report; 404 if the release was called back")
    @Operation(
            summary = "What the report of a release says",
            description =
                    "Claims in sentences with their estimates, who rated and on what terms, figures, items, limits,"
                            + " protocol. Signed, with a manifest, it is at /studies/ID/releases/N/report.json and report.html.")
    public ReleaseReport report(@PathParam("id") long id, @PathParam("number") int number) {
        return reports.of(access.see(id), number);
    }

    @POST
    @Path("{number}/recall")
    @APIResponse(responseCode = "204", description = "Nobody is shown it from now on")
    @Operation(summary = "Calls a release back, which an owner may; a key needs the scope write")
    public void callBack(@PathParam("id") long id, @PathParam("number") int number) {
        account.requireScope("write");
        access.see(id);
        if (!account.isOwner()) {
            throw new ForbiddenException("only an owner calls a release back");
        }
        found(id, number);
        releases.callBack(id, number, account.id());
    }

    private Release found(long id, int number) {
        return releases.find(id, number).orElseThrow(() -> new NotFoundException("no such release"));
    }
}
