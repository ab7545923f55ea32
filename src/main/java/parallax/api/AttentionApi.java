package parallax.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.design.WrittenAttention;
import parallax.identity.CurrentAccount;
import parallax.item.AttentionItems;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.Rubrics;
import parallax.study.StudyAccess;

/// Attention items of a study, and how often they and repeats come between a rater's items.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class AttentionApi {
    private static final String TOO_LATE = "Only a draft can get attention items, or another rate.";

    private final StudyAccess access;
    private final CurrentAccount account;
    private final AttentionItems items;
    private final InsertionPlans plans;
    private final Rubrics rubrics;
    private final ObjectMapper json;

    public AttentionApi(
            StudyAccess access,
            CurrentAccount account,
            AttentionItems items,
            InsertionPlans plans,
            Rubrics rubrics,
            ObjectMapper json) {
        this.access = access;
        this.account = account;
        this.items = items;
        this.plans = plans;
        this.rubrics = rubrics;
        this.json = json;
    }

    /// @param kind instructed or factual
    /// @param message what is said to the chatbot; empty where nothing is
    /// @param question the code of the question that counts
    /// @param answer the code of the option that is expected
    public record AttentionItem(long id, String kind, String message, String reply, String question, String answer) {
        static AttentionItem of(AttentionItems.Stored item) {
            return new AttentionItem(
                    item.id(), item.kind(), item.message(), item.reply(), item.question(), item.answer());
        }
    }

    @GET
    @Path("attention-items")
    @APIResponse(responseCode = "200", description = "Attention items, in their order")
    @Operation(summary = "The attention items of a study, which are none of its items")
    public List<AttentionItem> items(@PathParam("id") long id) {
        access.design(id);
        return items.ofStudy(id).stream().map(AttentionItem::of).toList();
    }

    @POST
    @Path("attention-items")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "201", description = "It is added")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Adds an attention item to a draft; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = WrittenAttention.class)))
    public Response add(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.design(id);
        OptionalLong added = items.add(id, draft(id, read(body, WrittenAttention.class)), account.actor());
        if (added.isEmpty()) {
            throw new ClientErrorException(TOO_LATE, Response.Status.CONFLICT);
        }
        return Response.created(URI.create("/api/v1/studies/" + id + "/attention-items/" + added.getAsLong()))
                .build();
    }

    @DELETE
    @Path("attention-items/{item}")
    @APIResponse(responseCode = "204", description = "It is removed")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Removes an attention item from a draft; a key needs the scope write")
    public void remove(@PathParam("id") long id, @PathParam("item") long item) {
        account.requireScope("write");
        access.design(id);
        if (!items.remove(id, item, account.actor())) {
            throw new ClientErrorException(
                    "The study is no longer a draft, or has no such attention item.", Response.Status.CONFLICT);
        }
    }

    @GET
    @Path("insertions")
    @APIResponse(responseCode = "200", description = "One in so many; 0 for none")
    @Operation(summary = "How often attention items and repeats come between a rater's items")
    public Insertions insertions(@PathParam("id") long id) {
        return plans.of(access.design(id));
    }

    @POST
    @Path("insertions")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "It is set")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Sets for a draft how often they come; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Insertions.class)))
    public Response insert(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.design(id);
        if (!plans.set(id, read(body, Insertions.class), account.actor())) {
            throw new ClientErrorException(TOO_LATE, Response.Status.CONFLICT);
        }
        return Response.noContent().build();
    }

    private AttentionItems.Draft draft(long id, WrittenAttention sent) {
        try {
            return sent.draft(rubrics.ofStudy(id));
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        }
    }

    private <T> T read(String body, Class<T> type) {
        try {
            T read = json.readValue(body.isBlank() ? "{}" : body, type);
            if (read == null) {
                throw new BadRequestException("The body is empty.");
            }
            return read;
        } catch (JsonProcessingException broken) {
            throw new BadRequestException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}
