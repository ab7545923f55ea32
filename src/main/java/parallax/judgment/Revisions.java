package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import parallax.assignment.Assignment;
import parallax.rater.Participation;
import parallax.store.Sql;

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
                select a.key from assignment a join judgment j on j.assignment_id = a.id and j.revision = 1
                where a.participation_id = :participation and a.state = 'submitted' and j.submitted_at > :earliest
                    and j.submitted_at >= :shown_since
                order by a.position desc limit :most""",
                bind("participation", rater.id()),
                bind("earliest", clock.instant().minus(Assignment.REVISABLE)),
                bind("shown_since", rater.shownSince()),
                bind("most", REVISABLE_ITEMS));
    }

    /// What was submitted last under an assignment. Answers are stored by question first, so they are
    /// looked up question by question.
    Answers submitted(Assignment assignment) {
        var chosen = new TreeMap<Long, Integer>();
        sql.list(row -> chosen.put(row.getLong(1), row.getInt(2)), """
                select w.question_id, w.position
                from judgment j join rubric r on r.study_id = j.study_id join question q on q.rubric_id = r.id
                join answer w on w.study_id = j.study_id and w.question_id = q.id and w.judgment_id = j.id
                where j.assignment_id = :assignment
                    and j.current and w.source in ('rater', 'bulk') and w.position is not null""", bind("assignment", assignment.id()));
        return new Answers(chosen);
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
                where a.participation_id = :participation and a.state = 'submitted' and d.saved_at >= :shown_since
                  and d.position is distinct from (
                    select w.position from answer w
                    where w.study_id = j.study_id and w.question_id = d.question_id and w.judgment_id = j.id
                        and w.source in ('rater', 'bulk'))""",
                bind("participation", rater.id()),
                bind("shown_since", rater.shownSince()));
    }
}
