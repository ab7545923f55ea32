package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.dataset.items.ItemOrder;
import parallax.dataset.items.ItemUpload;
import parallax.dataset.items.ItemUploads;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Files of conversations for a draft study: added, listed, and taken out again.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class UploadsApi {
    private static final String DRAFTS_ONLY = "Items can be added to a draft, and taken out of one, only.";

    private final StudyAccess access;
    private final CurrentAccount account;
    private final ItemUploads uploads;

    public UploadsApi(StudyAccess access, CurrentAccount account, ItemUploads uploads) {
        this.access = access;
        this.account = account;
        this.uploads = uploads;
    }

    /// @param items how many came in
    /// @param folded how many rows said what the study or an earlier row had said
    /// @param prompts how many conversations end with the user, and wait for a model's reply
    /// @param notes what to know although it was no reason to refuse the file
    public record Upload(long id, String fileName, int items, int folded, int prompts, List<String> notes) {
        static Upload of(ItemUpload upload) {
            return new Upload(
                    upload.id(), upload.fileName(), upload.items(), upload.folded(), upload.prompts(), upload.notes());
        }
    }

    @POST
    @Path("items")
    @Consumes({
        MediaType.APPLICATION_JSON,
        "application/x-ndjson",
        "application/jsonl",
        "text/csv",
        "text/tab-separated-values",
        MediaType.APPLICATION_OCTET_STREAM,
        "application/gzip",
        "application/vnd.apache.parquet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    })
    @APIResponse(
            responseCode = "201",
            description = "They came in; Location says where to take them out again",
            content = @Content(schema = @Schema(implementation = Upload.class)))
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @APIResponse(
            responseCode = "422",
            description = "The file breaks rules: every mistake with its line and column; nothing was stored",
            content = @Content(mediaType = ApiProblem.TYPE, schema = @Schema(implementation = RefusedFile.class)))
    @Operation(
            summary = "Adds conversations to a draft; a key needs the scope write",
            description =
                    "One conversation a record or row: messages, or context and response, or the response alone, with"
                            + " your own id. The form (JSON, NDJSON, CSV, TSV, XLSX, Parquet, packed or not) is told from the bytes."
                            + " What ends with the user is stored as a prompt. What the study has already is not added again.")
    @RequestBody(required = true, description = "At most 32 MB")
    public Response add(@PathParam("id") long id, @BeanParam ItemsQuery query, InputStream body) throws IOException {
        account.requireScope("write");
        Study study = access.design(id);
        if (!study.isDraft()) {
            throw new ClientErrorException(DRAFTS_ONLY, Response.Status.CONFLICT);
        }
        return added(id, order(id, query, body.readAllBytes()));
    }

    private Response added(long id, ItemOrder order) {
        try {
            long upload = uploads.add(order.guessed(), account.actor());
            return Response.created(URI.create("/api/v1/studies/" + id + "/uploads/" + upload))
                    .entity(Upload.of(found(id, upload)))
                    .build();
        } catch (FileRefused refused) {
            return Response.status(422)
                    .type(ApiProblem.TYPE)
                    .entity(RefusedFile.of(refused))
                    .build();
        } catch (IllegalStateException published) {
            throw new ClientErrorException(DRAFTS_ONLY, Response.Status.CONFLICT, published);
        }
    }

    @GET
    @Path("uploads")
    @APIResponse(responseCode = "200", description = "Files, in the order in which they came")
    @Operation(summary = "The files of conversations that came in")
    public List<Upload> uploads(@PathParam("id") long id) {
        return uploads.ofStudy(access.design(id).id()).stream()
                .filter(upload -> !upload.waits())
                .map(Upload::of)
                .toList();
    }

    @GET
    @Path("uploads/{upload}")
    @APIResponse(responseCode = "200", description = "The file")
    @Operation(summary = "One file and what came in from it")
    public Upload upload(@PathParam("id") long id, @PathParam("upload") long upload) {
        return Upload.of(found(access.design(id).id(), upload));
    }

    @DELETE
    @Path("uploads/{upload}")
    @APIResponse(responseCode = "204", description = "They are out again")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Takes what came in from a file out of a draft again; a key needs the scope write")
    public void takeOut(@PathParam("id") long id, @PathParam("upload") long upload) {
        account.requireScope("write");
        Study study = access.design(id);
        found(study.id(), upload);
        if (!uploads.takeOut(id, upload, account.actor())) {
            throw new ClientErrorException(DRAFTS_ONLY, Response.Status.CONFLICT);
        }
    }

    private ItemOrder order(long id, ItemsQuery query, byte[] content) {
        var file = new FileSource(query.fileName(), () -> new ByteArrayInputStream(content));
        return new ItemOrder(id, file, Reading.AS_FOUND, query.columns(), query.twins(), null, account.id());
    }

    private ItemUpload found(long id, long upload) {
        return uploads.find(id, upload)
                .filter(found -> !found.waits())
                .orElseThrow(() -> new NotFoundException("no such upload"));
    }
}
