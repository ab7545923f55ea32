package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Problems with items that raters tell the researchers about. A rater's words are on no log and in no audit
/// entry, and go when the rater withdraws.
@ApplicationScoped
public class ProblemReports {
    public static final int LONGEST_NOTE = 1_000;
    private static final int MOST_ON_AN_ITEM = 5;

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;

    public ProblemReports(Sql sql, Clock clock, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
    }

    public enum Reason {
        UNREADABLE("Parts of it cannot be read or understood"),
        WRONG("It does not fit the questions"),
        ILLEGAL("It may be against the law"),
        PRIVATE("It shows something private about somebody"),
        DISTRESSING("It is worse than I was told to expect"),
        OTHER("Something else");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> of(String word) {
            return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
        }
    }

    /// @param rater the rater's random name in the study
    /// @param handledAt null while it is open
    public record Report(
            long id,
            long itemId,
            String item,
            String rater,
            Reason reason,
            String note,
            Instant reportedAt,
            @Nullable Instant handledAt) {
        public boolean isOpen() {
            return handledAt == null;
        }

        public String when() {
            return reportedAt.toString().substring(0, 16).replace('T', ' ') + " UTC";
        }
    }

    /// How many there are.
    public record Count(long all, long open) {}

    /// @return whether it was taken: of one item a rater can report only so much
    @Transactional
    public boolean report(Assignment assignment, Reason reason, String note) {
        List<Long> taken = sql.list(
                row -> row.getLong(1),
                """
                insert into problem_report (study_id, item_id, assignment_id, reason, note, reported_at)
                select a.study_id, a.item_id, a.id, :reason, :note, :now from assignment a
                where a.id = :assignment and (select count(*) from problem_report r where r.assignment_id = a.id) < :most
                returning study_id""",
                bind("reason", reason.word()),
                bind("note", note),
                bind("now", clock.instant()),
                bind("assignment", assignment.id()),
                bind("most", MOST_ON_AN_ITEM));
        taken.forEach(study -> trail.record(
                AuditEntry.of(Actor.participation(assignment.participationId()), AuditAction.PROBLEM_REPORTED)
                        .inStudy(study)
                        .about(assignment.itemId())));
        return !taken.isEmpty();
    }

    /// Of a study, the open ones first, then the newest.
    public List<Report> ofStudy(long studyId) {
        return sql.list(
                ProblemReports::read,
                READ + " where r.study_id = :study order by r.handled_at is not null, r.id desc",
                bind("study", studyId));
    }

    /// In order of id, for programs.
    public List<Report> page(long studyId, long after, int limit) {
        return sql.list(
                ProblemReports::read,
                READ + " where r.study_id = :study and r.id > :after order by r.id limit :limit",
                bind("study", studyId),
                bind("after", after),
                bind("limit", limit));
    }

    public Count ofItem(long itemId) {
        return sql.one(
                row -> new Count(row.getLong(1), row.getLong(2)),
                "select count(*), count(*) filter (where handled_at is null) from problem_report where item_id = :item",
                bind("item", itemId));
    }

    /// Marks a report as handled, or as open again.
    ///
    /// @param accountId who does; null for the installation itself
    /// @return whether the study has such a report that was not so before
    @Transactional
    public boolean handle(long studyId, long reportId, Handling to, @Nullable Long accountId) {
        boolean handled = to == Handling.HANDLED;
        boolean changed = sql.update(
                        """
                        update problem_report set
                            handled_at = case when :handled then :now::timestamptz end,
                            handled_by = case when :handled then :account::bigint end
                        where id = :report and study_id = :study and (handled_at is null) = :handled""",
                        bind("handled", handled),
                        bind("now", clock.instant()),
                        bind("account", accountId),
                        bind("report", reportId),
                        bind("study", studyId))
                == 1;
        if (changed) {
            trail.record(AuditEntry.of(
                            Actor.accountOrSystem(accountId),
                            handled ? AuditAction.PROBLEM_HANDLED : AuditAction.PROBLEM_REOPENED)
                    .inStudy(studyId)
                    .about(reportId));
        }
        return changed;
    }

    public enum Handling {
        HANDLED,
        OPEN;

        public static Optional<Handling> of(String word) {
            return Arrays.stream(values())
                    .filter(h -> h.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    private static final String READ = """
            select r.id, r.item_id, i.code as item, p.pseudonym as rater, r.reason, r.note, r.reported_at, r.handled_at
            from problem_report r join item i on i.id = r.item_id join assignment a on a.id = r.assignment_id
            join participation p on p.id = a.participation_id""";

    private static Report read(ResultSet row) throws SQLException {
        return new Report(
                row.getLong("id"),
                row.getLong("item_id"),
                row.getString("item"),
                row.getString("rater"),
                Reason.of(row.getString("reason")).orElseThrow(),
                row.getString("note"),
                Objects.requireNonNull(Sql.instant(row, "reported_at")),
                Sql.instant(row, "handled_at"));
    }
}
