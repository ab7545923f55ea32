package parallax.design;

import static parallax.store.Sql.bind;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.judgment.RaterHome;
import parallax.store.Sql;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// The list of studies.
@Path("/studies")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class StudiesResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final RaterHome raterHome;
    private final Sql sql;

    public StudiesResource(StudyAccess access, CurrentAccount account, RaterHome raterHome, Sql sql) {
        this.access = access;
        this.account = account;
        this.raterHome = raterHome;
        this.sql = sql;
    }

    @GET
    public TemplateInstance list() {
        return account.required().role() == Role.RATER ? raterHome.of(account.id()) : ofStaff();
    }

    private TemplateInstance ofStaff() {
        List<Study> studies = access.all();
        Map<Long, Long> judgments = new HashMap<>();
        sql.list(
                row -> judgments.put(row.getLong(1), row.getLong(2)),
                "select study_id, count(*) from judgment where current and study_id = any (:studies) group by 1",
                bind("studies", studies.stream().mapToLong(Study::id).toArray()));
        Role role = account.required().role();
        return new StudiesPage(
                studies.stream()
                        .map(s -> line(s, judgments.getOrDefault(s.id(), 0L)))
                        .toList(),
                role == Role.OWNER || role == Role.RESEARCHER);
    }

    private static StudiesPage.Line line(Study study, long judgments) {
        return new StudiesPage.Line(
                study.id(),
                study.title(),
                study.state().word(),
                study.synthetic(),
                String.format(Locale.ROOT, "%,d", judgments),
                study.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
    }
}
