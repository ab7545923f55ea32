package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.study.Practice;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Setting what comes before the first item of a draft: comprehension questions, and an item to try.
@Path("/studies/{id}/practice")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PracticeResource {
    private static final Practice.Trial NO_TRIAL = new Practice.Trial("", "");

    private final StudyAccess access;
    private final CurrentAccount account;
    private final Practice practice;
    private final Faults faults;

    public PracticeResource(StudyAccess access, CurrentAccount account, Practice practice, Faults faults) {
        this.access = access;
        this.account = account;
        this.practice = practice;
        this.faults = faults;
    }

    @GET
    public TemplateInstance practice(@PathParam("id") long id) {
        Study study = access.design(id);
        PracticeForm form = PracticeForm.of(
                study, practice.questions(id), practice.trial(id).orElse(NO_TRIAL));
        return PracticePage.of(study, form, Map.of());
    }

    @POST
    public Response set(
            @PathParam("id") long id, @BeanParam PracticeForm form, @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        Map<String, String> problems = form.problems(faults);
        if (!problems.isEmpty()) {
            return refused(study, form, problems);
        }
        return practice.set(id, form.plan(), seen, account.actor())
                ? Response.seeOther(URI.create("/studies/" + id + "/practice")).build()
                : refused(study, form, Map.of("", "What comes before the first item can be changed only in a draft."));
    }

    private static Response refused(Study study, PracticeForm form, Map<String, String> problems) {
        return Response.status(422)
                .entity(PracticePage.of(study, form, problems))
                .build();
    }
}
