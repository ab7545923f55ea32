package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// How long each study keeps what is only needed for a while, and how much of it there is.
@ApplicationScoped
public class RetentionRules {
    private final Sql sql;
    private final AuditTrail trail;

    public RetentionRules(Sql sql, AuditTrail trail) {
        this.sql = sql;
        this.trail = trail;
    }

    public Retention of(long study) {
        return sql.first(
                        row -> new Retention(
                                row.getInt("screened_out_days"),
                                row.getInt("panel_id_days"),
                                row.getInt("session_days"),
                                row.getInt("version")),
                        "select * from retention_rule where study_id = :study",
                        bind("study", study))
                .orElse(Retention.USUAL);
    }

    /// Sets a study's rule.
    ///
    /// @param seen the version of the rule on the page that asks; null if no page does
    /// @throws OptimisticLockException if it was changed meanwhile
    @Transactional
    public void set(long study, Retention rule, @Nullable Integer seen, Actor by) {
        sql.list(
                row -> 0,
                "select pg_advisory_xact_lock(hashtextextended('retention_rule', :study))",
                bind("study", study));
        if (seen != null && seen != of(study).version()) {
            throw new OptimisticLockException("the rule was changed meanwhile");
        }
        sql.update(
                """
                insert into retention_rule (study_id, screened_out_days, panel_id_days, session_days, version)
                values (:study, :screened_out, :panel_ids, :sessions, 1)
                on conflict (study_id) do update set screened_out_days = excluded.screened_out_days,
                    panel_id_days = excluded.panel_id_days, session_days = excluded.session_days,
                    version = retention_rule.version + 1""",
                bind("study", study),
                bind("screened_out", rule.screenedOut()),
                bind("panel_ids", rule.panelIds()),
                bind("sessions", rule.sessions()));
        trail.record(AuditEntry.of(by, AuditAction.RETENTION_RULED)
                .inStudy(study)
                .about(study)
                .with("screened-out-days", Integer.toString(rule.screenedOut()))
                .with("panel-id-days", Integer.toString(rule.panelIds()))
                .with("session-days", Integer.toString(rule.sessions())));
    }

    /// How much of a kind a study holds.
    ///
    /// @param raters of how many
    /// @param days how long it is kept
    /// @param next when the first of it is erased, by the hour; null if nothing is held
    public record Held(
            Retention.Kind kind,
            long raters,
            int days,
            @Nullable Instant next) {}

    private record Oldest(long raters, @Nullable Instant since) {}

    public List<Held> held(long study) {
        Retention rule = of(study);
        return Arrays.stream(Retention.Kind.values())
                .map(kind -> held(study, kind, rule.days(kind)))
                .toList();
    }

    private Held held(long study, Retention.Kind kind, int days) {
        Oldest oldest = sql.one(
                row -> new Oldest(row.getLong("raters"), Sql.instant(row, "since")),
                "select count(*) as raters, min(" + since(kind)
                        + ") as since from participation p join rater r on r.id = p.rater_id"
                        + " where p.study_id = :study and " + condition(kind),
                bind("study", study));
        Instant since = oldest.since();
        return new Held(kind, oldest.raters(), days, since == null ? null : since.plus(Duration.ofDays(days)));
    }

    /// Which participations, as `p` of a rater `r`, hold something of a kind. Who was admitted once is a rater
    /// of the study, and was given items as one, even if they came back too late for a second place.
    static String condition(Retention.Kind kind) {
        return switch (kind) {
            case SCREENED_OUT -> """
                    p.state = 'screened_out' and p.admitted_at is null
                    and exists (select 1 from demographic_answer d where d.participation_id = p.id)""";
            case PANEL_IDS -> "(r.sealed_id is not null or p.sealed_visit is not null)";
            case SESSIONS -> "p.session_token_hash is not null";
        };
    }

    /// Since when it is kept.
    static String since(Retention.Kind kind) {
        return switch (kind) {
            case SCREENED_OUT -> "coalesce(p.finished_at, p.admitted_at, p.consented_at, p.created_at)";
            case PANEL_IDS -> "coalesce(p.finished_at, p.last_seen_at, p.created_at)";
            case SESSIONS -> "coalesce(p.last_seen_at, p.created_at)";
        };
    }
}
