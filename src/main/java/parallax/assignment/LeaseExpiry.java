package parallax.assignment;

import static parallax.store.Sql.bind;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import parallax.rater.Admission;
import parallax.store.Sql;

/// Gives back what was held and not used: items whose lease ended, and seats of raters who never judged
/// anything.
@ApplicationScoped
public class LeaseExpiry {
    private static final int AT_ONCE = 1_000;

    private final Sql sql;
    private final Clock clock;
    private final Admission admission;

    public LeaseExpiry(Sql sql, Clock clock, Admission admission) {
        this.sql = sql;
        this.clock = clock;
        this.admission = admission;
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyWhile() {
        while (expire() == AT_ONCE) {}
        lapse();
    }

    /// @return how many leases ended
    @Transactional
    public int expire() {
        Instant now = clock.instant();
        return sql.list(row -> row.getLong(1), """
                        with due as (
                            select id from assignment where state = 'leased' and lease_until <= :now
                            order by id limit :most for update skip locked
                        ), closed as (
                            update assignment a set state = 'expired', closed_at = :now
                            from due where a.id = due.id
                            returning a.id, a.stratum_id, a.item_id, a.occasion
                        ), returned as (
                            update seat s set leased = s.leased - c.n
                            from (select stratum_id, item_id, occasion, count(*) as n from closed group by 1, 2, 3) c
                            where s.stratum_id = c.stratum_id and s.item_id = c.item_id and s.occasion = c.occasion
                        )
                        select id from closed""", bind("now", now), bind("most", AT_ONCE))
                .size();
    }

    /// A rater who was admitted, judged nothing, and holds nothing for the length of a lease gives their
    /// place to another.
    ///
    /// They are locked first and looked at again afterwards: the first statement may not yet see the item
    /// that one of them was given a moment ago.
    ///
    /// @return how many places came back
    @Transactional
    public int lapse() {
        Instant now = clock.instant();
        Long[] idle = sql.list(
                        row -> row.getLong(1),
                        "select p.id " + IDLE + " order by p.id limit :most for update of p skip locked",
                        bind("now", now),
                        bind("most", AT_ONCE))
                .toArray(Long[]::new);
        List<Long> gone = sql.list(
                row -> row.getLong(1),
                "select p.id " + IDLE + " and p.id = any (:idle)",
                bind("now", now),
                bind("idle", idle));
        admission.lapse(gone);
        return gone.size();
    }

    private static final String IDLE = """
            from participation p join study t on t.id = p.study_id
            where p.state = 'admitted' and p.submitted = 0
              and p.admitted_at + make_interval(mins => t.lease_minutes) < :now
              and not exists (
                select 1 from assignment a where a.participation_id = p.id
                  and (a.state = 'leased' or a.closed_at + make_interval(mins => t.lease_minutes) > :now))""";
}
