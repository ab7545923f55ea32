package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.rater.Participation;
import parallax.store.Sql;

/// What a rater chose and has not submitted, kept so that a reload or a crash loses nothing.
@ApplicationScoped
public class Drafts {
    private final Sql sql;
    private final Clock clock;

    public Drafts(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// What an answer is chosen on.
    public enum Page {
        /// An item that takes answers until it is submitted or skipped, even if its lease ended.
        ITEM,
        /// One that was submitted before, and for a while can be changed.
        CHANGES
    }

    /// Keeps a choice, or that there is none. A change that was overtaken by a later one (by the page's
    /// own count) is ignored.
    ///
    /// @return whether the item still takes such answers
    @Transactional
    public boolean keep(Assignment assignment, Page page, long questionId, OptionalInt position, long sequence) {
        if (!takesAnswers(assignment, page)) {
            return false;
        }
        sql.update(
                """
                insert into draft (assignment_id, question_id, position, sequence, saved_at)
                    values (:assignment, :question, :position, :sequence, :now)
                on conflict (assignment_id, question_id, ordinal) do update
                set position = excluded.position, sequence = excluded.sequence, saved_at = excluded.saved_at
                where draft.sequence < excluded.sequence""",
                bind("assignment", assignment.id()),
                bind("question", questionId),
                bind("position", position.isPresent() ? (short) position.getAsInt() : null),
                bind("sequence", sequence),
                bind("now", clock.instant()));
        return true;
    }

    /// Keeps what a whole page held, as it was at that time; what was changed later stays.
    ///
    /// @param chosen the option's position by the question's id
    /// @param sequence the time in milliseconds, as pages count too
    /// @return whether the item still takes such answers
    @Transactional
    public boolean keep(Assignment assignment, Page page, Map<Long, Integer> chosen, long sequence) {
        if (!takesAnswers(assignment, page)) {
            return false;
        }
        sql.update(
                """
                insert into draft (assignment_id, question_id, position, sequence, saved_at)
                select :assignment, u.question_id, u.position, :sequence, :now
                from unnest(:questions::bigint[], :positions::int[]) as u (question_id, position)
                on conflict (assignment_id, question_id, ordinal) do update
                set position = excluded.position, sequence = excluded.sequence, saved_at = excluded.saved_at
                where draft.sequence < excluded.sequence and draft.position is distinct from excluded.position""",
                bind("assignment", assignment.id()),
                bind(
                        "questions",
                        chosen.keySet().stream().mapToLong(Long::longValue).toArray()),
                bind(
                        "positions",
                        chosen.values().stream().mapToInt(Integer::intValue).toArray()),
                bind("sequence", sequence),
                bind("now", clock.instant()));
        return true;
    }

    private boolean takesAnswers(Assignment assignment, Page page) {
        return sql.first(
                        row -> row.getLong(1),
                        """
                        select id from assignment
                        where id = :assignment and (state in ('leased', 'expired')
                            or :changes and state = 'submitted' and closed_at > :earliest)
                        for share""",
                        bind("assignment", assignment.id()),
                        bind("changes", page == Page.CHANGES),
                        bind("earliest", clock.instant().minus(Assignment.REVISABLE)))
                .isPresent();
    }

    /// Forgets what was changed of a submitted item and not submitted again.
    public void forgetChanges(Assignment assignment) {
        sql.update(
                "delete from draft d using assignment a where a.id = d.assignment_id and a.id = :assignment and a.state = 'submitted'",
                bind("assignment", assignment.id()));
    }

    void forget(Assignment assignment) {
        sql.update("delete from draft where assignment_id = :assignment", bind("assignment", assignment.id()));
    }

    /// What this device's session saved, and the page's count so far.
    ///
    /// @param chosen the option's position by the question's id
    /// @param cleared the questions whose answer was taken back
    public record Kept(Map<Long, Integer> chosen, Set<Long> cleared, long sequence) {
        public Kept {
            chosen = Map.copyOf(chosen);
            cleared = Set.copyOf(cleared);
        }
    }

    public Kept of(Assignment assignment, Participation rater) {
        record Saved(long question, @Nullable Integer position, long sequence, boolean ofThisSession) {}
        List<Saved> saved = sql.list(
                row -> new Saved(
                        row.getLong("question_id"),
                        row.getObject("position", Integer.class),
                        row.getLong("sequence"),
                        row.getBoolean("of_this_session")),
                """
                select question_id, position, sequence, saved_at >= :shown_since as of_this_session
                from draft where assignment_id = :assignment""",
                bind("shown_since", rater.shownSince()),
                bind("assignment", assignment.id()));
        Map<Long, Integer> chosen = new TreeMap<>();
        Set<Long> cleared = new TreeSet<>();
        for (Saved one : saved) {
            Integer position = one.position();
            if (one.ofThisSession() && position != null) {
                chosen.put(one.question(), position);
            } else if (one.ofThisSession()) {
                cleared.add(one.question());
            }
        }
        long sequence = saved.stream().mapToLong(Saved::sequence).max().orElse(0);
        return new Kept(chosen, cleared, sequence);
    }
}
