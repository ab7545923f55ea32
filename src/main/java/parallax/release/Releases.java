package parallax.release;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Estimates;
import parallax.analysis.StoredEstimate;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;
import parallax.webhook.Outbox;
import parallax.webhook.WebhookEvent;

/// A study's releases. What one shows never changes; it can be called back, and is then shown to nobody.
@ApplicationScoped
public class Releases {
    private static final String COLUMNS = """
            r.*, (select count(*) from audit_entry e where e.study_id = r.study_id and e.action = 'rater.withdrew'
                and e.at > r.made_at) as withdrawn_since""";

    private final Sql sql;
    private final Clock clock;
    private final ObjectMapper json;
    private final AuditTrail trail;
    private final ReleaseRows rows;
    private final Outbox outbox;

    public Releases(Sql sql, Clock clock, ObjectMapper json, AuditTrail trail, ReleaseRows rows, Outbox outbox) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
        this.trail = trail;
        this.rows = rows;
        this.outbox = outbox;
    }

    /// The newest first, those that were called back among them.
    public List<Release> ofStudy(long studyId) {
        return sql.list(
                this::read,
                "select " + COLUMNS + " from release r where r.study_id = :study order by r.number desc",
                bind("study", studyId));
    }

    public Optional<Release> find(long studyId, int number) {
        return sql.first(
                this::read,
                "select " + COLUMNS + " from release r where r.study_id = :study and r.number = :number",
                bind("study", studyId),
                bind("number", number));
    }

    /// Those that nobody called back, the newest first: what viewers see, and what else they may look at.
    public List<Release> standing(long studyId) {
        return ofStudy(studyId).stream()
                .filter(release -> !release.isCalledBack())
                .toList();
    }

    /// How many judgments the newest release that stands counts, by study; nothing of a study without one.
    public Map<Long, Long> judgmentsShown(List<Long> studies) {
        Map<Long, Long> judgments = new HashMap<>();
        sql.list(
                row -> judgments.put(row.getLong(1), row.getLong(2)),
                """
                select distinct on (study_id) study_id, judgments from release
                where study_id = any (:studies) and called_back_at is null order by study_id, number desc""",
                bind("studies", studies.stream().mapToLong(Long::longValue).toArray()));
        return judgments;
    }

    /// The study that a release is of.
    long study(long releaseId) {
        return sql.number("select study_id from release where id = :release", bind("release", releaseId));
    }

    /// All that a release shows, the numbers of its raters first.
    public List<ReleasedQuestion> questions(long releaseId) {
        return rows.questions(releaseId);
    }

    /// Every estimate of a release.
    public List<StoredEstimate> estimates(long releaseId) {
        return sql.list(
                Estimates::read,
                "select * from release_estimate where release_id = :release order by position",
                bind("release", releaseId));
    }

    /// @return whether no other release took its number meanwhile
    @Transactional
    boolean store(long studyId, ReleaseDraft draft, List<StoredEstimate> estimates, Release.How how, Actor by) {
        Audit audit = Objects.requireNonNull(draft.audit());
        Optional<Long> id = sql.first(
                row -> row.getLong(1),
                """
                insert into release (study_id, number, made_at, made_by, how, least, raters, items, judgments, changed, audit)
                values (:study, :number, :now, :by, :how, :least, :raters, :items, :judgments, :changed, :audit::jsonb)
                on conflict (study_id, number) do nothing returning id""",
                bind("study", studyId),
                bind("number", draft.number()),
                bind("now", clock.instant()),
                bind("by", by.idOrNull()),
                bind("how", how.word()),
                bind("least", draft.least()),
                bind("raters", draft.counted().raters()),
                bind("items", Objects.requireNonNull(draft.frozen()).items()),
                bind("judgments", (long) draft.counted().judgments().size()),
                bind("changed", draft.counted().changed()),
                bind("audit", written(Release.AuditSummary.of(audit))));
        id.ifPresent(release -> {
            rows.store(release, draft, estimates);
            trail.record(AuditEntry.of(by, AuditAction.RELEASE_MADE)
                    .inStudy(studyId)
                    .about(release)
                    .with("number", Integer.toString(draft.number()))
                    .with("how", how.word()));
            outbox.tell(WebhookEvent.RELEASE_MADE, studyId, release, Map.of("release", draft.number()));
        });
        return id.isPresent();
    }

    /// Calls a release back: nobody is shown it from now on.
    ///
    /// @param accountId who calls it back; null for the installation itself
    /// @return whether there is one that was not called back before
    @Transactional
    public boolean callBack(long studyId, int number, @Nullable Long accountId) {
        Optional<Long> id = sql.first(
                row -> row.getLong(1),
                """
                update release set called_back_at = :now, called_back_by = :by
                where study_id = :study and number = :number and called_back_at is null returning id""",
                bind("now", clock.instant()),
                bind("by", accountId),
                bind("study", studyId),
                bind("number", number));
        id.ifPresent(
                release -> trail.record(AuditEntry.of(Actor.accountOrSystem(accountId), AuditAction.RELEASE_CALLED_BACK)
                        .inStudy(studyId)
                        .about(release)
                        .with("number", Integer.toString(number))));
        return id.isPresent();
    }

    private String written(Release.AuditSummary summary) {
        try {
            return json.writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit cannot be written", e);
        }
    }

    private Release read(ResultSet row) throws SQLException {
        try {
            return new Release(
                    row.getLong("id"),
                    row.getInt("number"),
                    new Release.Made(
                            Objects.requireNonNull(Sql.instant(row, "made_at")),
                            Release.How.of(row.getString("how")),
                            row.getObject("made_by", Long.class)),
                    row.getInt("least"),
                    new Release.Extent(
                            row.getObject("raters", Integer.class), row.getInt("items"), row.getLong("judgments")),
                    json.readValue(row.getString("audit"), Release.AuditSummary.class),
                    Sql.instant(row, "called_back_at"),
                    row.getLong("withdrawn_since"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored audit cannot be read", e);
        }
    }
}
