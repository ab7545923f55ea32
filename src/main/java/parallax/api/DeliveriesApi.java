package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.study.StudyAccess;
import parallax.webhook.Deliveries;
import parallax.webhook.Delivery;
import parallax.webhook.Webhooks;

/// What was sent to a webhook, and what became of it; a test; sending again.
@Path("/api/v1/studies/{id}/webhooks/{webhook}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class DeliveriesApi {
    private static final int AT_ONCE = 100;

    private final StudyAccess access;
    private final CurrentAccount account;
    private final Webhooks webhooks;
    private final Deliveries deliveries;

    public DeliveriesApi(StudyAccess access, CurrentAccount account, Webhooks webhooks, Deliveries deliveries) {
        this.access = access;
        this.account = account;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /// @param at when it happened
    /// @param state waiting, delivered or failed
    /// @param answer the status of HTTP that the last try was answered with; null where it was not answered
    /// @param failure why the last try was none, or empty
    public record WebhookDelivery(
            long id,
            String event,
            Instant at,
            String state,
            int tries,
            @Schema(nullable = true) @Nullable Instant tried,
            @Schema(nullable = true) @Nullable Integer answer,
            String failure) {
        static WebhookDelivery of(Delivery delivery) {
            return new WebhookDelivery(
                    delivery.id(),
                    delivery.told().event(),
                    delivery.told().at(),
                    delivery.state().word(),
                    delivery.tries(),
                    delivery.triedAt(),
                    delivery.answer(),
                    delivery.failure());
        }
    }

    @GET
    @Path("deliveries")
    @APIResponse(responseCode = "200", description = "At most 100 events, newest first; each is kept for 30 days")
    @Operation(summary = "What was sent to a webhook, or waits")
    public List<WebhookDelivery> log(
            @PathParam("id") long id,
            @PathParam("webhook") long webhook,
            @Parameter(description = "only those with a lower id") @QueryParam("before") @Nullable Long before) {
        requireWebhook(id, webhook);
        long below = Objects.requireNonNullElse(before, Long.MAX_VALUE);
        return deliveries.of(id, webhook, below, AT_ONCE).stream()
                .map(WebhookDelivery::of)
                .toList();
    }

    @POST
    @Path("ping")
    @APIResponse(responseCode = "202", description = "A test waits to be sent")
    @APIResponse(responseCode = "409", description = "The webhook is paused")
    @Operation(summary = "Sends a test; a key needs the scope write")
    public Response ping(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        account.requireScope("write");
        requireWebhook(id, webhook);
        return accepted(webhooks.ping(id, webhook, account.actor()), "It is paused: resume it first.");
    }

    @POST
    @Path("deliveries/{delivery}/replay")
    @APIResponse(responseCode = "202", description = "It waits to be sent again, with the same id")
    @APIResponse(responseCode = "409", description = "It waits already, or is no longer kept")
    @Operation(summary = "Sends an event again; a key needs the scope write")
    public Response replay(
            @PathParam("id") long id, @PathParam("webhook") long webhook, @PathParam("delivery") long delivery) {
        account.requireScope("write");
        requireWebhook(id, webhook);
        boolean waits = webhooks.replay(id, webhook, delivery, account.actor());
        return accepted(waits, "That event waits already, or is no longer kept.");
    }

    private static Response accepted(boolean waits, String otherwise) {
        if (!waits) {
            throw new ClientErrorException(otherwise, Response.Status.CONFLICT);
        }
        return Response.accepted().build();
    }

    private void requireWebhook(long study, long webhook) {
        access.analyze(study);
        if (webhooks.find(study, webhook).isEmpty()) {
            throw new NotFoundException("no such webhook");
        }
    }
}
