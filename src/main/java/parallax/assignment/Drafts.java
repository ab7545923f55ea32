package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /// How an answer came about.
    public enum Source {
        RATER,
        /// together with others of its group, by one press
        BULK
    }

    /// What is kept of one answer.
    ///
    /// @param positions of the options that it names
    /// @param words its text; null where it has none
    public record Draft(List<Integer> positions, @Nullable String words, Source source) {
        public Draft {
            positions = List.copyOf(positions);
        }

        /// That an answer was taken back.
        public static final Draft CLEARED = new Draft(List.of(), null, Source.RATER);

        public static Draft one(int position) {
            return new Draft(List.of(position), null, Source.RATER);
        }

        boolean isCleared() {
            return positions.isEmpty() && words == null;
        }

        private @Nullable Integer position() {
            return positions.size() == 1 ? positions.getFirst() : null;
        }

        /// As the database reads an array; null for none or one.
        private @Nullable String several() {
            return positions.size() < 2
                    ? null
                    : positions.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        }

        private String sourceWord() {
            return source.name().toLowerCase(Locale.ROOT);
        }
    }

    /// Keeps an answer, or that there is none. A change that was overtaken by a later one (by the page's
    /// own count) is ignored.
    ///
    /// @return whether the item still takes such answers
    @Transactional
    public boolean keep(Assignment assignment, Page page, long questionId, Draft draft, long sequence) {
        if (!takesAnswers(assignment, page)) {
            return false;
        }
        sql.update(
                """
                insert into draft (assignment_id, question_id, position, positions, content, source, sequence, saved_at)
                    values (:assignment, :question, :position, :positions::smallint[], :content, :source, :sequence, :now)
                on conflict (assignment_id, question_id) do update
                set position = excluded.position, positions = excluded.positions, content = excluded.content,
                    source = excluded.source, sequence = excluded.sequence, saved_at = excluded.saved_at
                where draft.sequence < excluded.sequence""",
                bind("assignment", assignment.id()),
                bind("question", questionId),
                bind("position", draft.position()),
                bind("positions", draft.several()),
                bind("content", draft.words()),
                bind("source", draft.sourceWord()),
                bind("sequence", sequence),
                bind("now", clock.instant()));
        return true;
    }

    /// Keeps what a whole page held, as it was at that time; what was changed later stays.
    ///
    /// @param held by the question's id
    /// @param sequence the time in milliseconds, as pages count too
    /// @return whether the item still takes such answers
    @Transactional
    public boolean keep(Assignment assignment, Page page, Map<Long, Draft> held, long sequence) {
        if (!takesAnswers(assignment, page)) {
            return false;
        }
        List<Draft> drafts = List.copyOf(held.values());
        sql.update(
                """
                insert into draft (assignment_id, question_id, position, positions, content, source, sequence, saved_at)
                select :assignment, u.question_id, nullif(u.position, -1), u.positions::smallint[], u.content, u.source,
                    :sequence, :now
                from unnest(:questions::bigint[], :positions::int[], :sets::text[], :contents::text[], :sources::text[])
                    as u (question_id, position, positions, content, source)
                on conflict (assignment_id, question_id) do update
                set position = excluded.position, positions = excluded.positions, content = excluded.content,
                    source = excluded.source, sequence = excluded.sequence, saved_at = excluded.saved_at
                where draft.sequence < excluded.sequence
                  and (draft.position, draft.positions, draft.content)
                      is distinct from (excluded.position, excluded.positions, excluded.content)""",
                bind("assignment", assignment.id()),
                bind(
                        "questions",
                        held.keySet().stream().mapToLong(Long::longValue).toArray()),
                bind(
                        "positions",
                        drafts.stream()
                                .mapToInt(draft -> Objects.requireNonNullElse(draft.position(), -1))
                                .toArray()),
                bind("sets", drafts.stream().map(Draft::several).toArray(String[]::new)),
                bind("contents", drafts.stream().map(Draft::words).toArray(String[]::new)),
                bind("sources", drafts.stream().map(Draft::sourceWord).toArray(String[]::new)),
                bind("sequence", sequence),
                bind("now", clock.instant()));
        return true;
    }

    private boolean takesAnswers(Assignment assignment, Page page) {
        return sql.first(
                        row -> row.getLong(1),
                        """
                        select a.id from assignment a join participation p on p.id = a.participation_id
                        where a.id = :assignment
                          and (a.state in ('leased', 'expired') and p.state in ('admitted', 'lapsed')
                            or :changes and a.state = 'submitted' and a.closed_at > :earliest)
                        for share of a""",
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

    /// What is kept, and the page's count so far.
    ///
    /// @param given by the question's id
    /// @param cleared the questions whose answer was taken back
    public record Kept(Map<Long, Draft> given, Set<Long> cleared, long sequence) {
        public Kept {
            given = Map.copyOf(given);
            cleared = Set.copyOf(cleared);
        }

        /// The questions that were answered together with others.
        public Set<Long> bulk() {
            return given.entrySet().stream()
                    .filter(kept -> kept.getValue().source() == Source.BULK)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    public Kept of(Assignment assignment) {
        record Saved(long question, Draft draft, long sequence) {}
        List<Saved> saved = sql.list(
                row -> new Saved(
                        row.getLong("question_id"),
                        new Draft(
                                positions(row),
                                row.getString("content"),
                                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT))),
                        row.getLong("sequence")),
                """
                select question_id, coalesce(positions, case when position is not null then array[position] end) as positions,
                    content, source, sequence
                from draft where assignment_id = :assignment""",
                bind("assignment", assignment.id()));
        Map<Long, Draft> given = new TreeMap<>();
        Set<Long> cleared = new TreeSet<>();
        saved.forEach(one -> {
            if (one.draft().isCleared()) {
                cleared.add(one.question());
            } else {
                given.put(one.question(), one.draft());
            }
        });
        long sequence = saved.stream().mapToLong(Saved::sequence).max().orElse(0);
        return new Kept(given, cleared, sequence);
    }

    private static List<Integer> positions(ResultSet row) throws SQLException {
        Array positions = row.getArray("positions");
        return positions == null
                ? List.of()
                : Arrays.stream((Object[]) positions.getArray())
                        .map(position -> ((Number) position).intValue())
                        .toList();
    }
}
