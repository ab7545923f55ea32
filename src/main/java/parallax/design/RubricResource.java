package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import parallax.design.plan.FormTree;
import parallax.design.plan.PlanPart;
import parallax.design.plan.PlanRefused;
import parallax.design.plan.Plans;
import parallax.design.plan.RubricDraft;
import parallax.identity.CurrentAccount;
import parallax.study.Rubric;
import parallax.study.Rubrics;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Editing a draft's questions: step by step in the form, which keeps what is unfinished, until they
/// are saved.
@Path("/studies/{id}/rubric")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class RubricResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Rubrics rubrics;
    private final Plans plans;

    public RubricResource(StudyAccess access, CurrentAccount account, Rubrics rubrics, Plans plans) {
        this.access = access;
        this.account = account;
        this.rubrics = rubrics;
        this.plans = plans;
    }

    @GET
    public TemplateInstance rubric(@PathParam("id") long id, @QueryParam("saved") @Nullable String saved) {
        Study study = access.plan(id);
        RubricFields fields = RubricFields.of(RubricDraft.of(rubrics.ofStudy(id).rubric()));
        return RubricPage.of(study, fields, Map.of(), saved != null);
    }

    /// @param fields of the whole editor, and in `do` what is to be done: a step, a template, or saving
    @POST
    public Response edit(@PathParam("id") long id, MultivaluedMap<String, String> fields) {
        Study study = access.plan(id);
        String step = Objects.requireNonNullElse(fields.getFirst("do"), "save");
        if (step.equals("template")) {
            String name = Objects.requireNonNullElse(fields.getFirst("template"), "");
            return NewStudyForm.RUBRICS.contains(name)
                    ? Response.ok(shown(study, RubricDraft.of(Rubric.named(name))))
                            .build()
                    : refused(study, draft(fields), Map.of("template", "Choose one of the templates."));
        }
        RubricDraft draft = draft(fields);
        return step.equals("save") ? saved(study, draft, fields.getFirst("version")) : changed(study, draft, step);
    }

    @POST
    @Path("file")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response file(@PathParam("id") long id, @RestForm("file") @Nullable FileUpload file) {
        Study study = access.plan(id);
        RubricDraft before = RubricDraft.of(rubrics.ofStudy(id).rubric());
        try {
            RubricDraft read = RubricDraft.ofText(PlanUpload.text(file));
            return Response.ok(shown(study, read)).build();
        } catch (PlanRefused refused) {
            return refused(study, before, Map.of("file", refused.getMessage()));
        }
    }

    private Response changed(Study study, RubricDraft draft, String step) {
        return draft.change(step)
                ? Response.ok(shown(study, draft)).build()
                : refused(study, draft, Map.of("", "That cannot be done here."));
    }

    private Response saved(Study study, RubricDraft draft, @Nullable String seen) {
        try {
            plans.replacePart(study, PlanPart.RUBRIC, draft.file(), PlanPart.version(seen), account.actor());
            return Response.seeOther(URI.create("/studies/" + study.id() + "/rubric?saved=yes"))
                    .build();
        } catch (PlanRefused refused) {
            return refused(study, draft, PlanPart.RUBRIC.problems(refused));
        } catch (IllegalStateException late) {
            return refused(study, draft, Map.of("", String.valueOf(late.getMessage())));
        }
    }

    private static RubricDraft draft(MultivaluedMap<String, String> fields) {
        return RubricDraft.ofFields(FormTree.of(fields));
    }

    private static RubricPage shown(Study study, RubricDraft draft) {
        boolean saved = false;
        return RubricPage.of(study, RubricFields.of(draft), Map.of(), saved);
    }

    private static Response refused(Study study, RubricDraft draft, Map<String, String> problems) {
        boolean saved = false;
        return Response.status(422)
                .entity(RubricPage.of(study, RubricFields.of(draft), problems, saved))
                .build();
    }
}
