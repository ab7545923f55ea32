package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import parallax.assignment.Exposure;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.Conditions;
import parallax.study.Study;

/// How much a rater is asked for on a day at most, where the study says so. A day begins at midnight
/// UTC.
@ApplicationScoped
class DailyCap {
    private final Sql sql;
    private final Clock clock;

    DailyCap(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param items judged today, each once; attention items are among them, as for the rater they are
    /// @param worked for how long, as far as pages said
    record Today(int items, Duration worked) {}

    Today of(Participation rater) {
        return sql.one(
                row -> new Today(row.getInt("items"), Duration.ofMillis(row.getLong("ms"))),
                """
                select count(*) filter (where revision = 1) as items, coalesce(sum(active_ms), 0) as ms
                from (
                    select revision, active_ms from judgment where participation_id = :participation and submitted_at >= :midnight
                    union all
                    select revision, active_ms from attention_answer
                    where participation_id = :participation and submitted_at >= :midnight) done""",
                bind("participation", rater.id()),
                bind("midnight", Exposure.midnight(clock)));
    }

    /// Whether a rater has judged as much today as they are asked for.
    boolean isReached(Study study, Participation rater) {
        return isReachedWith(study, rater, 0);
    }

    /// @param more items that are as good as judged
    boolean isReachedWith(Study study, Participation rater, int more) {
        Conditions asked = study.conditions();
        if (asked.dailyItems() == 0 && asked.dailyMinutes() == 0) {
            return false;
        }
        Today today = of(rater);
        boolean items = asked.dailyItems() > 0 && today.items() + more >= asked.dailyItems();
        boolean minutes = asked.dailyMinutes() > 0 && today.worked().toMinutes() >= asked.dailyMinutes();
        return items || minutes;
    }
}
