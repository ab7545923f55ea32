package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import parallax.rater.Participation;
import parallax.store.Sql;

/// Takes in what is answered to attention items. It is no judgment: of the whole form only the one answer that
/// counts is kept, in a table of its own, where no metric and no export of ratings reads.
@ApplicationScoped
class AttentionAnswers {
    private final Sql sql;
    private final Clock clock;

    AttentionAnswers(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Takes part in the caller's transaction. Of two submissions of one item the first counts.
    Judgments.Outcome store(Participation rater, long assignment, Submission submission) {
        sql.number(
                """
                with kept as (
                    insert into attention_answer (assignment_id, participation_id, item_id, position, passed, submitted_at, key, body_hash)
                    select a.id, a.participation_id, a.item_id, u.position, coalesce(u.position = x.position, false), :now, :key,
                        :body_hash
                    from assignment a join attention_item x on x.item_id = a.item_id
                    left join unnest(:questions::bigint[], :positions::int[]) as u (question_id, position)
                        on u.question_id = x.question_id
                    where a.id = :assignment
                    on conflict (assignment_id) do nothing
                ), closed as (
                    update assignment set state = 'submitted', closed_at = :now where id = :assignment and state <> 'submitted'
                ), drafts as (
                    delete from draft where assignment_id = :assignment
                )
                select 1""",
                bind("now", clock.instant()),
                bind("key", submission.key()),
                bind("body_hash", submission.bodyHash()),
                bind(
                        "questions",
                        submission.answers().chosen().keySet().stream()
                                .mapToLong(Long::longValue)
                                .toArray()),
                bind(
                        "positions",
                        submission.answers().chosen().values().stream()
                                .mapToInt(Integer::intValue)
                                .toArray()),
                bind("assignment", assignment));
        boolean surplus = false;
        return new Judgments.Outcome.Accepted(0, surplus, rater.is(Participation.State.COMPLETED));
    }
}
