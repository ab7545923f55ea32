package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.StoredRubric;

/// Takes in what is answered to attention items. It is no judgment, and stands in tables of its own, where no
/// metric and no export of ratings reads. It can be changed as a judgment can, and its last revision counts:
/// else it would give itself away.
@ApplicationScoped
class AttentionAnswers {
    private static final Set<String> GIVEN = Set.of("rater", "bulk");

    private final Sql sql;
    private final Clock clock;

    AttentionAnswers(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Takes part in the caller's transaction.
    ///
    /// @param revision from 1
    Judgments.Outcome store(
            Participation rater, long assignment, int revision, Submission submission, StoredRubric rubric) {
        sql.update(
                "update attention_answer set current = false where assignment_id = :assignment and current",
                bind("assignment", assignment));
        List<Answers.Stored> rows = submission.answers().stored(rubric).stream()
                .filter(row -> GIVEN.contains(row.source()))
                .toList();
        sql.number(
                """
                with kept as (
                    insert into attention_answer (assignment_id, revision, participation_id, item_id, position, passed, submitted_at,
                        active_ms, key, body_hash)
                    select a.id, :revision, a.participation_id, a.item_id, nullif(g.positions[1], -1),
                        coalesce(g.positions = array[x.position::int], false), :now, :active_ms, :key, :body_hash
                    from assignment a join attention_item x on x.item_id = a.item_id
                    cross join lateral (
                        select array_agg(u.position order by u.position) as positions
                        from unnest(:questions::bigint[], :positions::int[]) as u (question_id, position)
                        where u.question_id = x.question_id) g
                    where a.id = :assignment
                ), choices as (
                    insert into attention_choice (assignment_id, revision, question_id, ordinal, position, content, source, active_ms)
                    select :assignment, :revision, u.question_id, u.ordinal, nullif(u.position, -1), u.content, u.source,
                        nullif(u.ms, -1)
                    from unnest(:questions::bigint[], :ordinals::int[], :positions::int[], :contents::text[], :sources::text[],
                        :times::bigint[]) as u (question_id, ordinal, position, content, source, ms)
                ), closed as (
                    update assignment set state = 'submitted', closed_at = :now where id = :assignment and state <> 'submitted'
                ), drafts as (
                    delete from draft where assignment_id = :assignment
                )
                select 1""",
                bind("assignment", assignment),
                bind("revision", revision),
                bind("now", clock.instant()),
                bind("active_ms", submission.timing().activeMs()),
                bind("key", submission.key()),
                bind("body_hash", submission.bodyHash()),
                bind(
                        "questions",
                        rows.stream().mapToLong(Answers.Stored::questionId).toArray()),
                bind(
                        "positions",
                        rows.stream().mapToInt(Answers.Stored::position).toArray()),
                bind("ordinals", rows.stream().mapToInt(Answers.Stored::ordinal).toArray()),
                bind("contents", rows.stream().map(Answers.Stored::content).toArray(String[]::new)),
                bind("sources", rows.stream().map(Answers.Stored::source).toArray(String[]::new)),
                bind("times", Judgments.times(rows, submission.timing())));
        boolean surplus = false;
        return new Judgments.Outcome.Accepted(0, surplus, rater.is(Participation.State.COMPLETED));
    }
}
