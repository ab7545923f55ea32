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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.CurrentAccount;
import parallax.item.AttentionItems;
import parallax.judgment.AttentionCsv;
import parallax.study.InsertionPlans;
import parallax.study.Rubrics;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Attention items of a study, and how often they and repeats come between a rater's items.
@Path("/studies/{id}/attention")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class AttentionResource {
    private static final Map<String, String> TOO_LATE =
            Map.of("", "Only a draft can get attention items, or another rate: raters have begun.");

    private final StudyAccess access;
    private final CurrentAccount account;
    private final AttentionPages pages;
    private final AttentionItems items;
    private final InsertionPlans plans;
    private final Rubrics rubrics;
    private final AttentionCsv answers;
    private final AuditTrail trail;
    private final Faults faults;

    public AttentionResource(
            StudyAccess access,
            CurrentAccount account,
            AttentionPages pages,
            AttentionItems items,
            InsertionPlans plans,
            Rubrics rubrics,
            AttentionCsv answers,
            AuditTrail trail,
            Faults faults) {
        this.access = access;
        this.account = account;
        this.pages = pages;
        this.items = items;
        this.plans = plans;
        this.rubrics = rubrics;
        this.answers = answers;
        this.trail = trail;
        this.faults = faults;
    }

    @GET
    public TemplateInstance page(@PathParam("id") long id) {
        return pages.page(access.design(id));
    }

    @POST
    public Response add(@PathParam("id") long id, @BeanParam AttentionForm form) {
        Study study = access.design(id);
        Map<String, String> problems = faults.of(form);
        Optional<AttentionItems.Expected> expected = form.expectedOf(rubrics.ofStudy(id));
        if (expected.isEmpty()) {
            problems.put("expected", "Choose the answer that it expects.");
        }
        if (!problems.isEmpty()) {
            return refused(pages.refused(study, form, problems));
        }
        return items.add(id, form.draft(expected.orElseThrow()), account.actor())
                        .isPresent()
                ? done(id)
                : refused(pages.refused(study, form, TOO_LATE));
    }

    @POST
    @Path("{item}/removal")
    public Response remove(@PathParam("id") long id, @PathParam("item") long item) {
        Study study = access.design(id);
        return items.remove(id, item, account.actor())
                ? done(id)
                : refused(pages.refused(study, AttentionForm.empty(), TOO_LATE));
    }

    @POST
    @Path("rates")
    public Response rates(@PathParam("id") long id, @BeanParam InsertionsForm form) {
        Study study = access.design(id);
        Map<String, String> problems = faults.of(form);
        problems.putAll(form.problems());
        if (!problems.isEmpty()) {
            return refused(pages.refused(study, form, problems));
        }
        return plans.set(id, form.insertions(), account.actor())
                ? done(id)
                : refused(pages.refused(study, form, TOO_LATE));
    }

    /// What was answered to attention items: a file of its own, never among ratings.
    @GET
    @Path("answers.csv")
    @Produces("text/csv")
    public Response csv(@PathParam("id") long id) {
        Study study = access.export(id);
        trail.record(AuditEntry.of(account.actor(), AuditAction.DATASET_EXPORTED)
                .inStudy(id)
                .about(id)
                .with("file", "attention.csv"));
        StreamingOutput content = out -> answers.write(id, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + study.code() + "-attention.csv\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response done(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/attention")).build();
    }

    private static Response refused(AttentionPage page) {
        return Response.status(422).entity(page).build();
    }
}
