package parallax.design;

import static parallax.store.Sql.bind;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.judgment.RaterHome;
import parallax.release.Releases;
import parallax.store.Sql;
import parallax.study.Invitations;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// The list of studies.
@Path("/studies")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class StudiesResource {
    private static final String VOID =
            "Whoever invited you may no longer give these rights to the study. Ask somebody who works with it.";

    private final StudyAccess access;
    private final CurrentAccount account;
    private final RaterHome raterHome;
    private final Invitations invitations;
    private final Releases releases;
    private final Sql sql;

    public StudiesResource(
            StudyAccess access,
            CurrentAccount account,
            RaterHome raterHome,
            Invitations invitations,
            Releases releases,
            Sql sql) {
        this.releases = releases;
        this.access = access;
        this.account = account;
        this.raterHome = raterHome;
        this.invitations = invitations;
        this.sql = sql;
    }

    @GET
    public TemplateInstance list() {
        return account.required().role() == Role.RATER ? raterHome.of(account.id()) : ofStaff("");
    }

    @POST
    @Path("invitations/{invitation}/acceptance")
    public Response accept(@PathParam("invitation") long invitation) {
        return answered(invitations.accept(invitation, account.required()));
    }

    @POST
    @Path("invitations/{invitation}/refusal")
    public Response decline(@PathParam("invitation") long invitation) {
        return answered(invitations.decline(invitation, account.required()));
    }

    private Response answered(Invitations.Answered answered) {
        return switch (answered) {
            case DONE -> Response.seeOther(URI.create("/studies")).build();
            case VOID -> Response.status(409).entity(ofStaff(VOID)).build();
            case UNKNOWN -> throw new NotFoundException("no such invitation");
        };
    }

    private TemplateInstance ofStaff(String notice) {
        List<Study> studies = access.all();
        Map<Long, Long> judgments = judgments(studies);
        Role role = account.required().role();
        return new StudiesPage(
                studies.stream().map(s -> line(s, judgments.get(s.id()))).toList(),
                invitations.to(account.required()),
                role == Role.OWNER ? invitations.withoutAccount() : List.of(),
                notice,
                role == Role.OWNER || role == Role.RESEARCHER);
    }

    /// How many there are, of studies whose judgments the account may read; of the others how many the newest
    /// release counts, and nothing where there is none.
    private Map<Long, Long> judgments(List<Study> studies) {
        Set<Long> readable = access.readable(studies);
        Map<Long, Long> judgments = new HashMap<>();
        readable.forEach(study -> judgments.put(study, 0L));
        sql.list(
                row -> judgments.put(row.getLong(1), row.getLong(2)),
                "select study_id, count(*) from judgment where current and (occasion = 1 or assignment_id is null)"
                        + " and study_id = any (:studies) group by 1",
                bind("studies", readable.stream().mapToLong(Long::longValue).toArray()));
        judgments.putAll(releases.judgmentsShown(studies.stream()
                .map(Study::id)
                .filter(study -> !readable.contains(study))
                .toList()));
        return judgments;
    }

    private static StudiesPage.Line line(Study study, @Nullable Long judgments) {
        return new StudiesPage.Line(
                study.id(),
                study.title(),
                study.state().word(),
                study.synthetic(),
                judgments == null ? "–" : String.format(Locale.ROOT, "%,d", judgments),
                study.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }
}
