package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.rater.RetentionRules;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Saying how long a study keeps what is only needed for a while.
@Path("/studies/{id}/retention")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class RetentionResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final RetentionRules rules;
    private final Clock clock;
    private final Faults faults;

    public RetentionResource(
            StudyAccess access, CurrentAccount account, RetentionRules rules, Clock clock, Faults faults) {
        this.access = access;
        this.account = account;
        this.rules = rules;
        this.clock = clock;
        this.faults = faults;
    }

    @GET
    public TemplateInstance retention(@PathParam("id") long id) {
        Study study = access.design(id);
        boolean saved = false;
        return page(study, RetentionForm.of(rules.of(id)), Map.of(), saved);
    }

    @POST
    public Response set(@PathParam("id") long id, @BeanParam RetentionForm form) {
        Study study = access.design(id);
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            boolean saved = false;
            return Response.status(422)
                    .entity(page(study, form, problems, saved))
                    .build();
        }
        rules.set(id, form.rule(), form.retentionVersion(), account.actor());
        boolean saved = true;
        return Response.ok(page(study, RetentionForm.of(rules.of(id)), Map.of(), saved))
                .build();
    }

    private RetentionPage page(Study study, RetentionForm form, Map<String, String> problems, boolean saved) {
        return new RetentionPage(
                study.id(),
                study.title(),
                rules.held(study.id()).stream()
                        .map(held -> RetentionPage.line(held, clock.instant()))
                        .toList(),
                form,
                problems,
                saved);
    }
}
