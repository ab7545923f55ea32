package parallax.judgment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.store.Invariant;
import parallax.store.Invariants.Rule;
import parallax.store.RoomInvariants;

/// What must hold of judgments, their answers, keys and seats.
@ApplicationScoped
public class JudgmentInvariants implements RoomInvariants {
    @Override
    public List<Invariant> all() {
        return List.of(
                ANSWERS_ARE_THOSE_HASHED,
                ONE_KEY_A_JUDGMENT,
                KEYS_STAND_FOR_THEIR_JUDGMENT,
                ONE_AUDIT_ENTRY_A_JUDGMENT,
                NO_MORE_LEASES_AND_JUDGMENTS_THAN_SEATS,
                EVERY_REVISION_AND_ONE_CURRENT,
                EVERY_ATTENTION_REVISION_AND_ONE_CURRENT,
                ONE_VALUE_A_QUESTION,
                ANSWERS_FIT_THEIR_QUESTIONS,
                ANSWERS_ARE_OF_THE_STUDY,
                JUDGMENTS_ARE_OF_THEIR_ASSIGNMENT,
                SEAT_COUNTS,
                SUBMITTED_COUNTS,
                ANSWERS_ARE_GIVEN_BY_THEIR_RATER,
                TIMES_ARE_OF_THEIR_ASSIGNMENT,
                QUESTIONS_TAKE_NO_LONGER_THAN_THEIR_ITEM,
                NOTHING_IS_TOLD_OF_WHAT_IS_GONE);
    }

    private static final Invariant NOTHING_IS_TOLD_OF_WHAT_IS_GONE = new Invariant(Rule.I6, """
            select o.id, format('the outbox tells of judgment %s, which is gone', o.subject_id)
            from outbox o
            where o.kind = 'judgment.stored' and not exists (select 1 from judgment j where j.id = o.subject_id)""");

    private static final Invariant ANSWERS_ARE_THOSE_HASHED = new Invariant(Rule.I1, """
            with given as (
                select judgment_id,
                       string_agg(concat_ws(':', question_id, ordinal, coalesce(position::text, ''), coalesce(content, '')),
                                  E'\\n' order by question_id, ordinal) as lines
                from answer where source in ('rater', 'bulk', 'imported')
                group by judgment_id
            )
            select j.id, format('judgment %s holds other answers than its hash says', j.id) as sentence
            from judgment j left join given g on g.judgment_id = j.id
            where j.content_hash <> sha256(convert_to(coalesce(g.lines, ''), 'UTF8'))""");

    private static final Invariant ONE_KEY_A_JUDGMENT = new Invariant(Rule.I1, """
            select j.id, format('judgment %s belongs to %s keys, not to one', j.id, count(k.key))
            from judgment j left join submission_key k on k.judgment_id = j.id
            where j.assignment_id is not null
            group by j.id having count(k.key) <> 1""");

    private static final Invariant KEYS_STAND_FOR_THEIR_JUDGMENT = new Invariant(Rule.I1, """
            select j.id, format('judgment %s is not what its key %s stands for', j.id, k.key)
            from submission_key k join judgment j on j.id = k.judgment_id
            left join assignment a on a.id = j.assignment_id
            where k.participation_id is distinct from j.participation_id
               or k.body_hash is distinct from sha256(uuid_send(a.key) || j.content_hash)""");

    private static final Invariant ONE_AUDIT_ENTRY_A_JUDGMENT = new Invariant(Rule.I1, """
            select j.id, format('judgment %s has %s entries in the audit trail, not one', j.id, count(t.id))
            from judgment j
            left join audit_entry t on t.subject_id = j.id and t.action = 'judgment.submitted'
            where j.assignment_id is not null
            group by j.id having count(t.id) <> 1""");

    private static final Invariant NO_MORE_LEASES_AND_JUDGMENTS_THAN_SEATS = new Invariant(Rule.I2, """
            with taken as (
                select stratum_id, item_id, occasion, sum(n) as n
                from (select stratum_id, item_id, occasion, 1 as n from assignment where state = 'leased' and kind = 'regular'
                      union all
                      select a.stratum_id, a.item_id, a.occasion, 1
                      from judgment j join assignment a on a.id = j.assignment_id
                      where j.current and not j.surplus and a.kind = 'regular') each_one
                group by stratum_id, item_id, occasion
            )
            select t.item_id as id, format('item %s has %s leases and judgments in stratum %s, occasion %s, and %s seats',
                t.item_id, t.n, t.stratum_id, t.occasion, coalesce(s.capacity, 0)) as sentence
            from taken t left join seat s using (stratum_id, item_id, occasion)
            where t.n > coalesce(s.capacity, 0)""");

    private static final Invariant EVERY_REVISION_AND_ONE_CURRENT = new Invariant(Rule.I3, """
            select j.assignment_id as id, format(
                'assignment %s has %s current judgments and revisions %s', j.assignment_id,
                count(*) filter (where j.current), string_agg(j.revision::text, ', ' order by j.revision)) as sentence
            from judgment j where j.assignment_id is not null
            group by j.assignment_id
            having count(*) filter (where j.current) <> 1 or max(j.revision) <> count(*) or min(j.revision) <> 1
                or max(j.revision) filter (where j.current) <> max(j.revision)""");

    private static final Invariant EVERY_ATTENTION_REVISION_AND_ONE_CURRENT = new Invariant(Rule.I3, """
            select x.assignment_id as id, format(
                'assignment %s has %s current answers to its attention item and revisions %s', x.assignment_id,
                count(*) filter (where x.current), string_agg(x.revision::text, ', ' order by x.revision)) as sentence
            from attention_answer x
            group by x.assignment_id
            having count(*) filter (where x.current) <> 1 or max(x.revision) <> count(*)
                or max(x.revision) filter (where x.current) <> max(x.revision)""");

    private static final Invariant ONE_VALUE_A_QUESTION = new Invariant(Rule.I3, """
            select w.judgment_id, format('judgment %s has %s values for question %s', w.judgment_id, count(*), w.question_id)
            from answer w join question q on q.id = w.question_id
            where q.kind in ('single_choice', 'ordinal_scale', 'free_text', 'reason', 'pairwise')
            group by w.judgment_id, w.question_id having count(*) > 1""");

    /// Sets are as large as their question lets them be, and hold nothing beside an option that excludes the
    /// others; texts are no longer than theirs; what is one option is no text.
    private static final Invariant ANSWERS_FIT_THEIR_QUESTIONS = new Invariant(Rule.I3, """
            with unlike as (
                select w.judgment_id, w.question_id from answer w join question q on q.id = w.question_id
                where q.kind not in ('multiple_choice', 'response_set') and w.source <> 'not_asked'
                  and (w.ordinal <> 0
                    or (w.content is not null) <> (q.kind in ('free_text', 'reason'))
                    or length(w.content) > q.longest
                    or q.kind in ('single_choice', 'ordinal_scale', 'pairwise') and w.position is null)
                union all
                select w.judgment_id, w.question_id
                from question q join answer w on w.question_id = q.id
                left join answer_option o on o.question_id = w.question_id and o.position = w.position
                where q.kind in ('multiple_choice', 'response_set') and w.source <> 'not_asked'
                group by w.judgment_id, w.question_id, q.least, q.most
                having bool_or(w.content is not null or w.position is null or w.ordinal <> w.position)
                    or (case when bool_or(o.excludes_others) then count(*) <> 1
                        else count(*) not between q.least and q.most end)
            )
            select u.judgment_id, format('judgment %s holds an answer to question %s that its type does not allow',
                u.judgment_id, u.question_id)
            from unlike u""");

    private static final Invariant ANSWERS_ARE_OF_THE_STUDY = new Invariant(Rule.I3, """
            select w.judgment_id, format('judgment %s of study %s answers question %s of study %s, kept under study %s',
                w.judgment_id, j.study_id, w.question_id, r.study_id, w.study_id)
            from answer w join judgment j on j.id = w.judgment_id
            join question q on q.id = w.question_id join rubric r on r.id = q.rubric_id
            where r.study_id <> j.study_id or w.study_id <> j.study_id""");

    private static final Invariant JUDGMENTS_ARE_OF_THEIR_ASSIGNMENT = new Invariant(Rule.I4, """
            select j.id, format('judgment %s is not of the rater, item and occasion of its assignment', j.id)
            from judgment j join assignment a on a.id = j.assignment_id
            where (j.participation_id, j.item_id, j.occasion, j.study_id)
                  is distinct from (a.participation_id, a.item_id, a.occasion, a.study_id)""");

    private static final Invariant SEAT_COUNTS = new Invariant(Rule.I5, """
            with live as (
                select stratum_id, item_id, occasion, count(*) as n from assignment where state = 'leased' and kind = 'regular'
                group by 1, 2, 3
            ), done as (
                select a.stratum_id, a.item_id, a.occasion, count(*) as n
                from judgment j join assignment a on a.id = j.assignment_id
                where j.current and not j.surplus and a.kind = 'regular' group by 1, 2, 3
            )
            select s.item_id as id, format('item %s in stratum %s, occasion %s counts %s leased and %s completed, and has %s and %s',
                s.item_id, s.stratum_id, s.occasion, s.leased, s.completed, coalesce(l.n, 0), coalesce(d.n, 0)) as sentence
            from seat s
            left join live l using (stratum_id, item_id, occasion)
            left join done d using (stratum_id, item_id, occasion)
            where s.leased <> coalesce(l.n, 0) or s.completed <> coalesce(d.n, 0)""");

    private static final Invariant SUBMITTED_COUNTS = new Invariant(Rule.I5, """
            select p.id, format('participation %s counts %s judgments, and has %s', p.id, p.submitted, count(j.id))
            from participation p left join judgment j on j.participation_id = p.id and j.current
            where p.state <> 'withdrawn'
            group by p.id having p.submitted <> count(j.id)""");

    /// The key that a client made stands for the assignment that the client named, by the hash of both.
    private static final Invariant ANSWERS_ARE_GIVEN_BY_THEIR_RATER = new Invariant(Rule.I8, """
            select j.id, format('judgment %s was not sent by its rater for its assignment, or before that was given out', j.id)
            from judgment j join assignment a on a.id = j.assignment_id
            left join submission_key k on k.judgment_id = j.id
            where a.participation_id <> j.participation_id or k.participation_id is distinct from a.participation_id
               or k.body_hash is distinct from sha256(uuid_send(a.key) || j.content_hash)
               or j.submitted_at < a.leased_at""");

    /// Simulated raters are quicker than their times say.
    private static final Invariant TIMES_ARE_OF_THEIR_ASSIGNMENT = new Invariant(Rule.I8, """
            select j.id, format('judgment %s counts %s ms, more than passed since its item was given to the rater', j.id,
                coalesce(j.active_ms, 0) + coalesce(j.idle_ms, 0) + coalesce(j.hidden_ms, 0))
            from judgment j join assignment a on a.id = j.assignment_id
            join participation p on p.id = a.participation_id
            join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
            where o.source <> 'simulated'
              and coalesce(j.active_ms, 0) + coalesce(j.idle_ms, 0) + coalesce(j.hidden_ms, 0)
                  > 1000 * (extract(epoch from j.submitted_at - a.leased_at) + 5)""");

    private static final Invariant QUESTIONS_TAKE_NO_LONGER_THAN_THEIR_ITEM = new Invariant(Rule.I8, """
            select j.id, format('judgment %s counts %s ms for its questions, and %s for its item', j.id, sum(w.active_ms), j.active_ms)
            from answer w join judgment j on j.study_id = w.study_id and j.id = w.judgment_id
            where w.active_ms is not null and j.assignment_id is not null
            group by j.id having sum(w.active_ms) > coalesce(j.active_ms, 0) + 5000""");
}
