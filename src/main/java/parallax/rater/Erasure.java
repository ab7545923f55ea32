package parallax.rater;

import static parallax.store.Sql.bind;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Erases what people said of themselves whom a study did not take, some days after it told them so. A
/// count for each group stays, and that they were there, so that nobody is asked twice.
@ApplicationScoped
public class Erasure {
    /// Days, where a study has no rule of its own: time for a panel's questions.
    static final int USUAL_DAYS = 30;

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;

    public Erasure(Sql sql, Clock clock, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
    }

    private record Due(long study, int days) {}

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyHour() {
        erase();
    }

    /// Erases in every study what its rule says.
    ///
    /// @return of how many raters
    public int erase() {
        List<Due> studies =
                sql.list(row -> new Due(row.getLong("study_id"), row.getInt("days")), """
                select p.study_id, coalesce(r.screened_out_days, :usual) as days
                from (select distinct study_id from participation where state = 'screened_out') p
                left join retention_rule r on r.study_id = p.study_id order by p.study_id""", bind("usual", USUAL_DAYS));
        return studies.stream().mapToInt(due -> erase(due.study(), due.days())).sum();
    }

    /// Sets a study's rule.
    @Transactional
    public void keepFor(long study, int days) {
        sql.update("""
                insert into retention_rule (study_id, screened_out_days) values (:study, :days)
                on conflict (study_id)
                do update set screened_out_days = excluded.screened_out_days""", bind("study", study), bind("days", days));
    }

    /// @param days since they were told
    /// @return of how many raters
    @Transactional
    public int erase(long study, int days) {
        Instant before = clock.instant().minus(Duration.ofDays(days));
        Long[] due = sql.list(row -> row.getLong(1), """
                        select p.id from participation p
                        where p.study_id = :study and p.state = 'screened_out' and p.submitted = 0
                          and coalesce(p.finished_at, p.admitted_at, p.consented_at, p.created_at) <= :before
                          and exists (select 1 from demographic_answer d where d.participation_id = p.id)
                        for update""", bind("study", study), bind("before", before))
                .toArray(Long[]::new);
        if (due.length == 0) {
            return 0;
        }
        count(study, due);
        sql.update("delete from group_membership where participation_id = any (:due)", bind("due", due));
        sql.update("delete from demographic_answer where participation_id = any (:due)", bind("due", due));
        sql.update("delete from device_mark where participation_id = any (:due)", bind("due", due));
        sql.update("update participation set stratum_id = null where id = any (:due)", bind("due", due));
        trail.record(AuditEntry.of(Actor.system(), AuditAction.SCREENED_OUT_ERASED)
                .inStudy(study)
                .about(study)
                .with("raters", Integer.toString(due.length)));
        return due.length;
    }

    private void count(long study, Long[] due) {
        sql.update("""
                insert into screened_out_count (study_id, axis_id, rater_group_id, raters)
                select :study, d.axis_id, m.rater_group_id, count(distinct d.participation_id)
                from demographic_answer d
                left join group_membership m on m.participation_id = d.participation_id and m.axis_id = d.axis_id
                where d.participation_id = any (:due) group by d.axis_id, m.rater_group_id
                on conflict (study_id, axis_id, rater_group_id)
                    do update set raters = screened_out_count.raters + excluded.raters""", bind("study", study), bind("due", due));
    }
}
