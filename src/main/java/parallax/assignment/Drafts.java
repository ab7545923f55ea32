package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
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

    /// Keeps a choice, or that there is none. A change that was overtaken by a later one (by the page's own
    /// count) is ignored.
    ///
    /// @return whether the item still takes answers: until it is submitted or skipped, even if its lease ended
    @Transactional
    public boolean keep(Assignment assignment, long questionId, OptionalInt position, long sequence) {
        boolean held = sql.first(
                        row -> row.getLong(1),
                        "select id from assignment where id = :assignment and state in ('leased', 'expired') for share",
                        bind("assignment", assignment.id()))
                .isPresent();
        if (!held) {
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

    void forget(Assignment assignment) {
        sql.update("delete from draft where assignment_id = :assignment", bind("assignment", assignment.id()));
    }

    /// What this device's session saved, and the page's count so far.
    ///
    /// @param chosen the option's position by the question's id
    public record Kept(Map<Long, Integer> chosen, long sequence) {
        public Kept {
            chosen = Map.copyOf(chosen);
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
        for (Saved one : saved) {
            Integer position = one.position();
            if (one.ofThisSession() && position != null) {
                chosen.put(one.question(), position);
            }
        }
        long sequence = saved.stream().mapToLong(Saved::sequence).max().orElse(0);
        return new Kept(chosen, sequence);
    }
}
