package parallax.rater;

import static parallax.store.Sql.bind;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// Erases what a study no longer needs of people, as its [rule][RetentionRules] says: what screened-out
/// raters said of themselves, panels' names for people, and sessions of their browsers. A count for each
/// group stays, and that they were there, so that nobody is asked twice.
@ApplicationScoped
public class Erasure {
    private final Sql sql;
    private final Clock clock;
    private final RetentionRules rules;
    private final Erasures erasures;
    private final AuditTrail trail;

    public Erasure(Sql sql, Clock clock, RetentionRules rules, Erasures erasures, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.rules = rules;
        this.erasures = erasures;
        this.trail = trail;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyHour() {
        erase();
    }

    /// Erases in every study what its rule says, study by study.
    ///
    /// @return of how many raters, by kind
    public Map<Retention.Kind, Integer> erase() {
        var erased = new TreeMap<Retention.Kind, Integer>();
        Arrays.stream(Retention.Kind.values()).forEach(kind -> erased.put(kind, 0));
        for (long study : sql.list(row -> row.getLong(1), "select distinct study_id from participation order by 1")) {
            Retention rule = rules.of(study);
            for (Retention.Kind kind : Retention.Kind.values()) {
                Instant before = clock.instant().minus(Duration.ofDays(rule.days(kind)));
                erased.merge(kind, erase(study, kind, before), Integer::sum);
            }
        }
        return erased;
    }

    /// @param before what is kept since then or earlier is erased
    /// @return of how many raters
    @Transactional
    public int erase(long study, Retention.Kind kind, Instant before) {
        int raters = switch (kind) {
            case SCREENED_OUT -> eraseScreenedOut(study, before);
            case PANEL_IDS -> erasePanelIds(study, before);
            case SESSIONS -> eraseSessions(study, before);
        };
        if (raters > 0) {
            erasures.ofStudy(study, kind, before);
            trail.record(AuditEntry.of(Actor.system(), action(kind))
                    .inStudy(study)
                    .about(study)
                    .with("raters", Integer.toString(raters)));
        }
        return raters;
    }

    private static AuditAction action(Retention.Kind kind) {
        return switch (kind) {
            case SCREENED_OUT -> AuditAction.SCREENED_OUT_ERASED;
            case PANEL_IDS -> AuditAction.PANEL_IDS_ERASED;
            case SESSIONS -> AuditAction.SESSIONS_ERASED;
        };
    }

    private Long[] due(long study, Retention.Kind kind, Instant before) {
        String due = "select p.id from participation p join rater r on r.id = p.rater_id where p.study_id = :study and "
                + RetentionRules.condition(kind) + " and " + RetentionRules.since(kind)
                + " <= :before order by p.id for update of p";
        return sql.list(row -> row.getLong(1), due, bind("study", study), bind("before", before))
                .toArray(Long[]::new);
    }

    private int eraseScreenedOut(long study, Instant before) {
        Long[] due = due(study, Retention.Kind.SCREENED_OUT, before);
        if (due.length > 0) {
            count(study, due);
            sql.update("delete from group_membership where participation_id = any (:due)", bind("due", due));
            sql.update("delete from demographic_answer where participation_id = any (:due)", bind("due", due));
            sql.update("delete from former_demographics where participation_id = any (:due)", bind("due", due));
            sql.update("delete from device_mark where participation_id = any (:due)", bind("due", due));
            sql.update("update participation set stratum_id = null where id = any (:due)", bind("due", due));
        }
        return due.length;
    }

    /// The name goes when no other study that the person is in needs it any more; that they were here is
    /// still known by its hash.
    private int erasePanelIds(long study, Instant before) {
        Long[] due = due(study, Retention.Kind.PANEL_IDS, before);
        if (due.length == 0) {
            return 0;
        }
        int visits = sql.update(
                "update participation set sealed_visit = null where id = any (:due) and sealed_visit is not null",
                bind("due", due));
        int names = sql.update(
                """
                update rater r set sealed_id = null from participation p
                where p.id = any (:due) and r.id = p.rater_id and r.sealed_id is not null and not exists (
                    select 1 from participation o left join retention_rule t on t.study_id = o.study_id
                    where o.rater_id = r.id and o.study_id <> :study
                      and coalesce(o.finished_at, o.last_seen_at, o.created_at)
                          > cast(:now as timestamptz) - make_interval(days => coalesce(t.panel_id_days, :usual)))""",
                bind("due", due),
                bind("study", study),
                bind("now", clock.instant()),
                bind("usual", Retention.USUAL.panelIds()));
        return Math.max(names, visits);
    }

    private int eraseSessions(long study, Instant before) {
        Long[] due = due(study, Retention.Kind.SESSIONS, before);
        sql.update("update participation set session_token_hash = null where id = any (:due)", bind("due", due));
        sql.update("""
                delete from ended_session e using participation p
                where p.id = e.participation_id and p.study_id = :study
                  and e.ended_at <= :before""", bind("study", study), bind("before", before));
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
