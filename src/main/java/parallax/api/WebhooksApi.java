package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.study.StudyAccess;
import parallax.webhook.Webhook;
import parallax.webhook.WebhookDraft;
import parallax.webhook.Webhooks;

/// Webhooks of a study, for whoever changes it and reads its single judgments.
@Path("/api/v1/studies/{id}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class WebhooksApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Webhooks webhooks;

    public WebhooksApi(StudyAccess access, CurrentAccount account, Webhooks webhooks) {
        this.access = access;
        this.account = account;
        this.webhooks = webhooks;
    }

    /// What a program asks for.
    ///
    /// @param url where events go: a public address over HTTPS, unless the operator allows another
    /// @param events words of what it is told of
    public record WebhookOrder(
            @Schema(examples = "https://hooks.example/parallax")
            String url,

            @Schema(examples = "[\"judgment.stored\", \"study.closed\"]")
            List<String> events) {
        @SuppressWarnings("NullAway") // JSON may leave out what it likes
        WebhookDraft draft() {
            return new WebhookDraft(url == null ? "" : url, events == null ? Set.of() : Set.copyOf(events));
        }
    }

    /// @param paused why nothing is sent; empty where somebody paused it, null where events are sent
    /// @param failures tries in a row that failed
    /// @param nextTry when it is tried again, after a try that failed
    /// @param waiting how many events are still to be sent
    public record RegisteredWebhook(
            long id,
            String url,
            List<String> events,
            Instant created,
            @Schema(nullable = true) @Nullable String paused,
            int failures,
            @Schema(nullable = true) @Nullable Instant nextTry,
            long waiting) {
        static RegisteredWebhook of(Webhook webhook) {
            return new RegisteredWebhook(
                    webhook.id(),
                    webhook.url(),
                    webhook.events(),
                    webhook.createdAt(),
                    webhook.isPaused() ? webhook.standing().reason() : null,
                    webhook.standing().failures(),
                    webhook.standing().restingUntil(),
                    webhook.waiting());
        }
    }

    /// @param secret with which deliveries are signed; it is not shown again
    public record AddedWebhook(RegisteredWebhook webhook, String secret) {}

    @GET
    @APIResponse(responseCode = "200", description = "Webhooks, in the order in which they were added")
    @Operation(summary = "The webhooks of a study; needs the right to export")
    public List<RegisteredWebhook> all(@PathParam("id") long id) {
        access.analyze(id);
        return webhooks.ofStudy(id).stream().map(RegisteredWebhook::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "It is added, and this is its secret",
            content = @Content(schema = @Schema(implementation = AddedWebhook.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Adds a webhook; a key needs the scopes write and export")
    @RequestBody(content = @Content(schema = @Schema(implementation = WebhookOrder.class)))
    public Response add(@PathParam("id") long id, String body) {
        account.requireScope("write");
        access.analyze(id);
        WebhookDraft draft =
                JsonBody.read(body, WebhookOrder.class, "A webhook").draft();
        webhooks.faults(id, draft).values().stream().findFirst().ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        Webhooks.Added added = webhooks.add(id, draft, account.actor());
        return Response.created(URI.create("/api/v1/studies/" + id + "/webhooks/" + added.id()))
                .entity(new AddedWebhook(RegisteredWebhook.of(found(id, added.id())), added.secret()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("{webhook}")
    @APIResponse(responseCode = "200", description = "The webhook, without its secret")
    @Operation(summary = "One webhook, and how it stands with it")
    public RegisteredWebhook one(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        access.analyze(id);
        return RegisteredWebhook.of(found(id, webhook));
    }

    @DELETE
    @Path("{webhook}")
    @APIResponse(responseCode = "204", description = "It is removed, with its secret and its log")
    @Operation(summary = "Removes a webhook; a key needs the scope write")
    public void remove(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        account.requireScope("write");
        access.analyze(id);
        if (!webhooks.remove(id, webhook, account.actor())) {
            throw new NotFoundException("no such webhook");
        }
    }

    @POST
    @Path("{webhook}/pause")
    @APIResponse(responseCode = "204", description = "Nothing is sent; what happens meanwhile waits")
    @APIResponse(responseCode = "409", description = "It is paused already")
    @Operation(summary = "Pauses a webhook; a key needs the scope write")
    public void pause(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        mayChange(id, webhook);
        require(webhooks.pause(id, webhook, account.actor()), "It is paused already.");
    }

    @POST
    @Path("{webhook}/resumption")
    @APIResponse(responseCode = "204", description = "What waits is sent, in order")
    @APIResponse(responseCode = "409", description = "It is not paused, and no try failed")
    @Operation(summary = "Resumes a webhook, or tries it again at once; a key needs the scope write")
    public void resume(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        mayChange(id, webhook);
        require(webhooks.resume(id, webhook, account.actor()), "It is not paused.");
    }

    private void mayChange(long id, long webhook) {
        account.requireScope("write");
        access.analyze(id);
        found(id, webhook);
    }

    private static void require(boolean done, String otherwise) {
        if (!done) {
            throw new ClientErrorException(otherwise, Response.Status.CONFLICT);
        }
    }

    private Webhook found(long study, long webhook) {
        return webhooks.find(study, webhook).orElseThrow(() -> new NotFoundException("no such webhook"));
    }
}
