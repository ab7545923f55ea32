package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.Answer;
import parallax.study.StoredRubric;

/// Changes of what a rater submitted: for half an hour, the last ten items. What was changed and not
/// submitted again is kept as drafts are, and is put before the rater until they decide.
@ApplicationScoped
public class Revisions {
    private static final int REVISABLE_ITEMS = 10;

    private final Sql sql;
    private final Clock clock;

    public Revisions(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Whether this device may change what was submitted under the assignment.
    public boolean isRevisable(Participation rater, Assignment assignment) {
        return of(rater).contains(assignment.key());
    }

    /// The keys of the items that this device may change, the latest first.
    List<UUID> of(Participation rater) {
        return sql.list(
                row -> row.getObject("key", UUID.class),
                """
                select a.key from assignment a
                left join judgment j on j.assignment_id = a.id and j.revision = 1
                left join attention_answer x on x.assignment_id = a.id and x.revision = 1
                where a.participation_id = :participation and a.state = 'submitted'
                    and coalesce(j.submitted_at, x.submitted_at) > :earliest
                    and a.unproved_since is not distinct from :unproved_since::timestamptz
                    and not exists (select 1 from study t where t.id = a.study_id and t.state = 'closed')
                order by a.position desc limit :most""",
                bind("participation", rater.id()),
                bind("earliest", clock.instant().minus(Assignment.REVISABLE)),
                bind("unproved_since", rater.unprovedSince()),
                bind("most", REVISABLE_ITEMS));
    }

    /// What was submitted last under an assignment. Answers are stored by question first, so they are
    /// looked up question by question.
    Answers submitted(StoredRubric rubric, Assignment assignment) {
        record Row(
                long question,
                @Nullable Integer position,
                @Nullable String content,
                boolean bulk) {}
        var rows = new TreeMap<Long, List<Row>>();
        sql.list(
                        row -> new Row(
                                row.getLong("question_id"),
                                row.getObject("position", Integer.class),
                                row.getString("content"),
                                row.getString("source").equals("bulk")),
                        """
                        select w.question_id, w.position, w.content, w.source, w.ordinal
                        from judgment j join rubric r on r.study_id = j.study_id join question q on q.rubric_id = r.id
                        join answer w on w.study_id = j.study_id and w.question_id = q.id and w.judgment_id = j.id
                        where j.assignment_id = :assignment and j.current and w.source in ('rater', 'bulk')
                        union all
                        select c.question_id, c.position, c.content, c.source, c.ordinal from attention_answer x
                        join attention_choice c on c.assignment_id = x.assignment_id and c.revision = x.revision
                        where x.assignment_id = :assignment and x.current
                        order by question_id, ordinal""",
                        bind("assignment", assignment.id()))
                .forEach(row -> rows.computeIfAbsent(row.question(), id -> new ArrayList<>())
                        .add(row));
        var given = new TreeMap<Long, Answer>();
        var bulk = new HashSet<Long>();
        rows.forEach((id, own) -> rubric.question(id)
                .flatMap(question -> Answer.of(
                        question.question(),
                        own.stream().map(Row::position).filter(Objects::nonNull).toList(),
                        own.getFirst().content()))
                .ifPresent(answer -> {
                    given.put(id, answer);
                    if (own.getFirst().bulk()) {
                        bulk.add(id);
                    }
                }));
        return new Answers(given, bulk);
    }

    /// The latest item whose answers were changed here and not submitted again, while they can be.
    Optional<UUID> unsaved(Participation rater) {
        List<UUID> changed = changed(rater);
        return changed.isEmpty()
                ? Optional.empty()
                : of(rater).stream().filter(changed::contains).findFirst();
    }

    /// Whether answers were changed and not submitted again within the time for it.
    boolean anyTooLate(Participation rater) {
        List<UUID> changed = changed(rater);
        return !changed.isEmpty() && !of(rater).containsAll(changed);
    }

    private List<UUID> changed(Participation rater) {
        return sql.list(
                row -> row.getObject("key", UUID.class),
                """
                select distinct a.key
                from assignment a join draft d on d.assignment_id = a.id
                join judgment j on j.assignment_id = a.id and j.current
                cross join lateral (
                    select array_agg(w.position order by w.ordinal) filter (where w.position is not null) as positions,
                        min(w.content) as content
                    from answer w
                    where w.study_id = j.study_id and w.question_id = d.question_id and w.judgment_id = j.id
                        and w.source in ('rater', 'bulk')) g
                where a.participation_id = :participation and a.state = 'submitted'
                  and a.unproved_since is not distinct from :unproved_since::timestamptz
                  and (coalesce(d.positions, case when d.position is not null then array[d.position] end), d.content)
                      is distinct from (g.positions, g.content)
                union
                select a.key
                from assignment a join draft d on d.assignment_id = a.id
                join attention_answer x on x.assignment_id = a.id and x.current
                cross join lateral (
                    select array_agg(c.position order by c.ordinal) filter (where c.position is not null) as positions,
                        min(c.content) as content
                    from attention_choice c
                    where c.assignment_id = x.assignment_id and c.revision = x.revision and c.question_id = d.question_id) g
                where a.participation_id = :participation and a.state = 'submitted'
                  and a.unproved_since is not distinct from :unproved_since::timestamptz
                  and (coalesce(d.positions, case when d.position is not null then array[d.position] end), d.content)
                      is distinct from (g.positions, g.content)""",
                bind("participation", rater.id()),
                bind("unproved_since", rater.unprovedSince()));
    }
}
