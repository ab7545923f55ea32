package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Opens an imported study to raters.
@Path("/studies/{id}/continuation")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ContinuationResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Publication publication;
    private final Faults faults;

    public ContinuationResource(StudyAccess access, CurrentAccount account, Publication publication, Faults faults) {
        this.access = access;
        this.account = account;
        this.publication = publication;
        this.faults = faults;
    }

    @GET
    public TemplateInstance form(@PathParam("id") long id) {
        Study study = imported(id);
        return new ContinuationPage(
                id, study.notice(), ContinuationForm.beginning(study.introduction(), study.version()), Map.of());
    }

    @POST
    public Response open(@PathParam("id") long id, @BeanParam ContinuationForm form) {
        Study study = imported(id);
        Map<String, String> problems = form.problems(faults);
        if (!problems.isEmpty()) {
            return refused(study, form, problems);
        }
        try {
            publication.continueImported(id, form.continuation(), form.version(), account.actor());
            return Response.seeOther(URI.create("/studies/" + id + "/design")).build();
        } catch (IllegalStateException refusal) {
            return refused(study, form, Map.of("", String.valueOf(refusal.getMessage())));
        }
    }

    private Study imported(long id) {
        Study study = access.design(id);
        if (!study.mayBeContinued()) {
            throw new ClientErrorException(
                    "Only an imported study whose file knows its raters can be opened to raters, and only once.",
                    Response.Status.CONFLICT);
        }
        return study;
    }

    private static Response refused(Study study, ContinuationForm form, Map<String, String> problems) {
        return Response.status(422)
                .entity(new ContinuationPage(study.id(), study.notice(), form, problems))
                .build();
    }
}
