package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.design.plan.FormTree;
import parallax.design.plan.PlanPart;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.Plans;
import parallax.design.plan.RatersDraft;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Editing whom a draft asks: step by step in the form, which keeps what is unfinished, until it is
/// saved.
@Path("/studies/{id}/raters")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class RatersResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Plans plans;

    public RatersResource(StudyAccess access, CurrentAccount account, Plans plans) {
        this.access = access;
        this.account = account;
        this.plans = plans;
    }

    @GET
    public TemplateInstance raters(@PathParam("id") long id, @QueryParam("saved") @Nullable String saved) {
        Study study = access.plan(id);
        return RatersPage.of(study, RatersFields.of(RatersDraft.of(plans.of(study))), Map.of(), saved != null);
    }

    /// @param fields of the whole form, and in `do` what is to be done: a step, or saving
    @POST
    public Response edit(@PathParam("id") long id, MultivaluedMap<String, String> fields) {
        Study study = access.plan(id);
        RatersDraft draft = RatersDraft.ofFields(FormTree.of(fields));
        String step = Objects.requireNonNullElse(fields.getFirst("do"), "save");
        if (step.equals("save")) {
            return saved(study, draft, fields.getFirst("version"));
        }
        boolean saved = false;
        return draft.change(step)
                ? Response.ok(RatersPage.of(study, RatersFields.of(draft), Map.of(), saved))
                        .build()
                : refused(study, draft, Map.of("", "That cannot be done here."));
    }

    private Response saved(Study study, RatersDraft draft, @Nullable String seen) {
        try {
            plans.replacePart(study, PlanPart.RATERS, draft.file(), PlanPart.version(seen), account.actor());
            return Response.seeOther(URI.create("/studies/" + study.id() + "/raters?saved=yes"))
                    .build();
        } catch (PlanRefused refused) {
            return refused(study, draft, PlanPart.RATERS.problems(refused));
        } catch (IllegalStateException late) {
            return refused(study, draft, Map.of("", String.valueOf(late.getMessage())));
        }
    }

    private static Response refused(Study study, RatersDraft draft, Map<String, String> problems) {
        boolean saved = false;
        return Response.status(422)
                .entity(RatersPage.of(study, RatersFields.of(draft), problems, saved))
                .build();
    }
}
