package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.rater.Agreements;
import parallax.study.ConsentVersion;
import parallax.study.Consents;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Saying what raters are told and agree to, and what holds for them.
@Path("/studies/{id}/terms")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class TermsResource {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StudyAccess access;
    private final CurrentAccount account;
    private final Consents consents;
    private final Faults faults;
    private final Agreements agreements;

    public TermsResource(
            StudyAccess access, CurrentAccount account, Consents consents, Faults faults, Agreements agreements) {
        this.access = access;
        this.account = account;
        this.consents = consents;
        this.faults = faults;
        this.agreements = agreements;
    }

    @GET
    public TemplateInstance terms(@PathParam("id") long id) {
        Study study = access.design(id);
        ConsentVersion consent = ConsentVersion.newest(id).orElseThrow(NotFoundException::new);
        return TermsPage.of(study, TermsForm.of(study, consent), agreed(id), Map.of());
    }

    @POST
    public Response set(
            @PathParam("id") long id, @BeanParam TermsForm form, @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        if (ConsentVersion.newest(id).isEmpty()) {
            throw new NotFoundException();
        }
        Map<String, String> problems = form.problems(faults);
        if (!problems.isEmpty()) {
            return Response.status(422)
                    .entity(TermsPage.of(study, form, agreed(id), problems))
                    .build();
        }
        consents.revise(id, form.terms(), seen, account.actor());
        return Response.seeOther(URI.create("/studies/" + id + "/terms")).build();
    }

    private List<TermsPage.Agreed> agreed(long study) {
        return agreements.of(study).stream()
                .map(version ->
                        new TermsPage.Agreed(version.version(), MINUTE.format(version.createdAt()), version.raters()))
                .toList();
    }
}
