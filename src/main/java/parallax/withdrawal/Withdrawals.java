package parallax.withdrawal;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import parallax.analysis.AnalysisRuns;
import parallax.assignment.Assignments;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.judgment.Judgments;
import parallax.rater.Erasures;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.signal.PanelFlags;
import parallax.store.Sql;

/// Takes a rater's data back: in one transaction nothing of them is left in the study, its counts and
/// its standing figures, and their seats and their place are others'. What was handed out before is not
/// rewritten.
@ApplicationScoped
public class Withdrawals {
    private final Sql sql;
    private final Clock clock;
    private final Participations participations;
    private final Assignments assignments;
    private final Judgments judgments;
    private final PanelFlags flags;
    private final AnalysisRuns analyses;
    private final Erasures erasures;
    private final AuditTrail trail;

    public Withdrawals(
            Sql sql,
            Clock clock,
            Participations participations,
            Assignments assignments,
            Judgments judgments,
            PanelFlags flags,
            AnalysisRuns analyses,
            Erasures erasures,
            AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
        this.assignments = assignments;
        this.judgments = judgments;
        this.flags = flags;
        this.analyses = analyses;
        this.erasures = erasures;
        this.trail = trail;
    }

    /// How many raters of a study took their data back after a moment.
    public long since(long studyId, Instant moment) {
        return sql.number(
                "select count(*) from withdrawal where study_id = :study and withdrawn_at > :moment",
                bind("study", studyId),
                bind("moment", moment));
    }

    @Transactional
    public void withdraw(long participationId) {
        Participation rater = participations.locked(participationId);
        if (rater.is(Participation.State.WITHDRAWN)) {
            return;
        }
        String code = sql.one(
                row -> row.getString(1), "select code from study where id = :study", bind("study", rater.studyId()));
        erasures.ofRater(code, rater.pseudonym());
        judgments.erase(rater.id());
        assignments.erase(rater.id());
        flags.erase(rater.id());
        participations.erase(rater);
        analyses.forgetStanding(rater.studyId());
        sql.update(
                "insert into withdrawal (participation_id, study_id, withdrawn_at) values (:participation, :study, :now)",
                bind("participation", rater.id()),
                bind("study", rater.studyId()),
                bind("now", clock.instant()));
        trail.record(AuditEntry.of(Actor.participation(rater.id()), AuditAction.RATER_WITHDREW)
                .inStudy(rater.studyId())
                .about(rater.id()));
    }
}
