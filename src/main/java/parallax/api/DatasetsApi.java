package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.DatasetDownload;
import parallax.dataset.exports.DatasetOrders;
import parallax.dataset.exports.DatasetRun;
import parallax.dataset.exports.DatasetRuns;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Datasets of a study as signed folders, for whoever may read individual judgments: asked for, watched, cancelled
/// and fetched.
@Path("/api/v1/studies/{id}/exports")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class DatasetsApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final DatasetRuns runs;
    private final DatasetOrders orders;
    private final DatasetDownload downloads;

    public DatasetsApi(
            StudyAccess access,
            CurrentAccount account,
            DatasetRuns runs,
            DatasetOrders orders,
            DatasetDownload downloads) {
        this.access = access;
        this.account = account;
        this.runs = runs;
        this.orders = orders;
        this.downloads = downloads;
    }

    /// What a program asks for. What it leaves out is false, or empty.
    ///
    /// @param form csv, parquet, huggingface, soft-labels, lewidi, hard-examples, preferences, long, dices350 or
    ///   dices990
    /// @param spreadsheet whether CSV is for a spreadsheet
    /// @param exactTimes whether times are not rounded to the minute
    /// @param selfDescriptions whether raters' own words and numbers go along, which can name them
    /// @param exclude an exclusion's name
    /// @param licence its identifier, or a sentence
    public record DatasetExportOrder(
            String form,
            @Schema(nullable = true) @Nullable Boolean spreadsheet,
            @Schema(nullable = true) @Nullable Boolean exactTimes,
            @Schema(nullable = true) @Nullable Boolean selfDescriptions,
            @Schema(nullable = true) @Nullable String exclude,
            @Schema(nullable = true) @Nullable String licence) {
        DatasetOrders.Wish wish() {
            return new DatasetOrders.Wish(
                    said(form),
                    Boolean.TRUE.equals(spreadsheet),
                    Boolean.TRUE.equals(exactTimes),
                    Boolean.TRUE.equals(selfDescriptions),
                    said(exclude),
                    said(licence));
        }

        private static String said(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /// @param percent how far it is
    /// @param failure why it failed, or empty
    /// @param bytes of the ZIP; null while there is nothing to fetch
    /// @param sha256 of the ZIP, in hexadecimal digits; null likewise
    public record DatasetExport(
            long id,
            String form,
            String state,
            int percent,
            Instant created,
            String failure,
            @Schema(nullable = true) @Nullable Long bytes,
            @Schema(nullable = true) @Nullable String sha256) {
        static DatasetExport of(DatasetRun run) {
            DatasetRun.Packed packed = run.packed();
            return new DatasetExport(
                    run.id(),
                    run.order().form().code(),
                    run.state().word(),
                    run.state() == DatasetRun.State.DONE ? 100 : run.progress().percent(),
                    run.progress().created(),
                    run.failure(),
                    packed == null ? null : packed.bytes(),
                    packed == null ? null : packed.sha256());
        }
    }

    @GET
    @APIResponse(responseCode = "200", description = "Datasets, newest first")
    @Operation(summary = "The datasets that were asked for; needs the right to export")
    public List<DatasetExport> exports(@PathParam("id") long id) {
        return runs.ofStudy(access.export(id).id()).stream()
                .map(DatasetExport::of)
                .toList();
    }

    @GET
    @Path("{export}")
    @APIResponse(responseCode = "200", description = "The dataset")
    @Operation(summary = "One dataset and how far it is")
    public DatasetExport export(@PathParam("id") long id, @PathParam("export") long export) {
        return DatasetExport.of(found(access.export(id), export));
    }

    @GET
    @Path("{export}/content")
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @APIResponse(
            responseCode = "200",
            description = "A ZIP with the data, what explains them, and a signed manifest",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "The rest of it, where Range asked from a byte on")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Fetches a dataset, which is kept for a day")
    public Response content(
            @PathParam("id") long id,
            @PathParam("export") long export,
            @Parameter(description = "bytes=N- goes on from byte N") @HeaderParam("Range") @Nullable String range) {
        return downloads.of(access.export(id), export, range, account.actor());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "It waits its turn; Location says where to see how far it is",
            content = @Content(schema = @Schema(implementation = DatasetExport.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Asks for a dataset; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = DatasetExportOrder.class)))
    public Response ask(@PathParam("id") long id, String body) {
        account.requireScope("write");
        Study study = access.export(id);
        DatasetOrders.Wish wish =
                JsonBody.read(body, DatasetExportOrder.class, "An export").wish();
        orders.fault(study, wish).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        long run = runs.queue(id, orders.order(study, wish, access.rights(id).orElseThrow()), account.id());
        return Response.accepted(DatasetExport.of(found(study, run)))
                .location(URI.create("/api/v1/studies/" + id + "/exports/" + run))
                .build();
    }

    @DELETE
    @Path("{export}")
    @APIResponse(responseCode = "204", description = "It is cancelled")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Cancels a dataset that is under way; a key needs the scope write")
    public void cancel(@PathParam("id") long id, @PathParam("export") long export) {
        account.requireScope("write");
        DatasetRun run = found(access.export(id), export);
        if (!runs.cancel(id, run.id(), account.actor())) {
            throw new ClientErrorException("That dataset is no longer under way.", Response.Status.CONFLICT);
        }
    }

    private DatasetRun found(Study study, long export) {
        return runs.find(study.id(), export).orElseThrow(() -> new NotFoundException("no such dataset"));
    }
}
