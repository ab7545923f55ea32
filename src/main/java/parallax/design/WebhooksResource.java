package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.webhook.Deliveries;
import parallax.webhook.Webhook;
import parallax.webhook.Webhooks;

/// Addresses that are told of a study's events, for whoever changes it and reads its single judgments: events tell
/// at once what others see in releases only.
@Path("/studies/{id}/webhooks")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class WebhooksResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Webhooks webhooks;
    private final Deliveries deliveries;

    public WebhooksResource(StudyAccess access, CurrentAccount account, Webhooks webhooks, Deliveries deliveries) {
        this.access = access;
        this.account = account;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @GET
    public TemplateInstance list(@PathParam("id") long id) {
        return page(access.analyze(id), "", WebhookForm.BLANK, Map.of());
    }

    @POST
    public Response add(@PathParam("id") long id, @BeanParam WebhookForm form) {
        Study study = access.analyze(id);
        Map<String, String> problems = webhooks.faults(id, form.draft());
        if (!problems.isEmpty()) {
            return Response.status(422).entity(page(study, "", form, problems)).build();
        }
        Webhooks.Added added = webhooks.add(id, form.draft(), account.actor());
        return Response.ok(page(study, added.secret(), WebhookForm.BLANK, Map.of()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("{webhook}")
    public TemplateInstance log(
            @PathParam("id") long id, @PathParam("webhook") long webhook, @QueryParam("before") @Nullable Long before) {
        Study study = access.analyze(id);
        return log(study, found(id, webhook), Objects.requireNonNullElse(before, Long.MAX_VALUE), "");
    }

    @POST
    @Path("{webhook}/removal")
    public Response remove(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        access.analyze(id);
        if (!webhooks.remove(id, webhook, account.actor())) {
            throw new NotFoundException("no such webhook");
        }
        return Response.seeOther(URI.create("/studies/" + id + "/webhooks")).build();
    }

    @POST
    @Path("{webhook}/pause")
    public Response pause(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        Study study = access.analyze(id);
        Webhook one = found(id, webhook);
        return webhooks.pause(id, webhook, account.actor())
                ? seeLog(id, webhook)
                : refused(study, one, "It is paused already.");
    }

    @POST
    @Path("{webhook}/resumption")
    public Response resume(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        Study study = access.analyze(id);
        Webhook one = found(id, webhook);
        return webhooks.resume(id, webhook, account.actor())
                ? seeLog(id, webhook)
                : refused(study, one, "It is not paused.");
    }

    @POST
    @Path("{webhook}/ping")
    public Response ping(@PathParam("id") long id, @PathParam("webhook") long webhook) {
        Study study = access.analyze(id);
        Webhook one = found(id, webhook);
        return webhooks.ping(id, webhook, account.actor())
                ? seeLog(id, webhook)
                : refused(study, one, "It is paused: resume it first.");
    }

    @POST
    @Path("{webhook}/deliveries/{delivery}/replay")
    public Response replay(
            @PathParam("id") long id, @PathParam("webhook") long webhook, @PathParam("delivery") long delivery) {
        Study study = access.analyze(id);
        Webhook one = found(id, webhook);
        return webhooks.replay(id, webhook, delivery, account.actor())
                ? seeLog(id, webhook)
                : refused(study, one, "That event waits already, or is no longer kept.");
    }

    private Webhook found(long study, long webhook) {
        return webhooks.find(study, webhook).orElseThrow(() -> new NotFoundException("no such webhook"));
    }

    private WebhooksPage page(Study study, String secret, WebhookForm form, Map<String, String> problems) {
        return WebhooksPage.of(study, webhooks.ofStudy(study.id()), secret, form, problems);
    }

    private WebhookPage log(Study study, Webhook webhook, long before, String notice) {
        return WebhookPage.of(
                study, webhook, deliveries.of(study.id(), webhook.id(), before, WebhookPage.AT_ONCE), notice);
    }

    private Response refused(Study study, Webhook webhook, String why) {
        return Response.status(422)
                .entity(log(study, webhook, Long.MAX_VALUE, why))
                .build();
    }

    private static Response seeLog(long id, long webhook) {
        return Response.seeOther(URI.create("/studies/" + id + "/webhooks/" + webhook))
                .build();
    }
}
