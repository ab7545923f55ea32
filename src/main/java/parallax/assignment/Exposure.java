package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.rater.Participation;
import parallax.store.Sql;

/// What raters have had before their eyes: conversations that they opened, by how hard they are to read.
@ApplicationScoped
public class Exposure {
    private final Sql sql;
    private final Clock clock;

    public Exposure(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param severity null where nobody said how hard
    /// @param today since midnight UTC
    public record Read(@Nullable String severity, long conversations, long today) {
        /// As a page tells it.
        public String told() {
            return severity == null ? "not graded" : severity;
        }
    }

    /// The hardest first; empty for whoever has opened nothing. An attention item that nobody graded counts with
    /// the study's mildest: else a study whose items are all graded would tell them apart.
    public List<Read> of(Participation rater) {
        return sql.list(
                row -> new Read(row.getString("severity"), row.getLong("n"), row.getLong("today")),
                """
                with mildest as (
                    select case when bool_and(severity is not null) then
                        (array_agg(severity order by array_position(array['mild', 'moderate', 'severe'], severity)))[1] end as severity
                    from item where study_id = :study and source <> 'attention'
                ), read as (
                    select case when i.source = 'attention' then coalesce(i.severity, m.severity) else i.severity end as severity,
                        a.opened_at
                    from assignment a join item i on i.id = a.item_id cross join mildest m
                    where a.participation_id = :participation and a.opened_at is not null
                      and a.unproved_since is not distinct from :unproved_since::timestamptz
                )
                select severity, count(*) as n, count(*) filter (where opened_at >= :midnight) as today
                from read group by severity order by array_position(array['severe', 'moderate', 'mild'], severity)""",
                bind("midnight", midnight(clock)),
                bind("study", rater.studyId()),
                bind("participation", rater.id()),
                bind("unproved_since", rater.unprovedSince()));
    }

    /// What the raters of a study have read together.
    ///
    /// @param items how many items of the study are so hard to read
    /// @param raters who read at least one
    /// @param most conversations that one rater read
    public record Load(@Nullable String severity, long items, long conversations, long raters, long most) {
        public String told() {
            return severity == null ? "not graded" : severity;
        }
    }

    public List<Load> ofStudy(long studyId) {
        return sql.list(
                row -> new Load(
                        row.getString("severity"),
                        row.getLong("items"),
                        row.getLong("conversations"),
                        row.getLong("raters"),
                        row.getLong("most")),
                """
                with read as (
                    select i.severity, a.participation_id, count(*) as n
                    from assignment a join item i on i.id = a.item_id
                    where a.study_id = :study and a.opened_at is not null
                    group by i.severity, a.participation_id
                ), graded as (
                    select severity, count(*) as items from item where study_id = :study group by severity
                )
                select g.severity, g.items, coalesce(sum(r.n), 0) as conversations, count(r.participation_id) as raters,
                    coalesce(max(r.n), 0) as most
                from graded g left join read r on r.severity is not distinct from g.severity
                group by g.severity, g.items
                order by array_position(array['severe', 'moderate', 'mild'], g.severity)""",
                bind("study", studyId));
    }

    /// When the day began on which a daily cap is counted.
    public static Instant midnight(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }
}
