package parallax.store;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What must never break, checked against every row of the store.
@ApplicationScoped
public class Invariants {
    private static final int LONGEST_CHECK_S = 3_600;

    private final Sql sql;
    private final List<RoomInvariants> rooms;

    public Invariants(Sql sql, @All List<RoomInvariants> rooms) {
        this.sql = sql;
        this.rooms = rooms;
    }

    /// @param id of the row at fault: a judgment, assignment, item, participation or stratum, as the
    ///     sentence says
    public record Violation(Rule rule, long id, String sentence) {
        @Override
        public String toString() {
            return rule + ": " + sentence;
        }
    }

    /// Every violation of every rule, all of them as of one moment, so that a running application does
    /// not look broken while it works.
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_CHECK_S)
    public Map<Rule, List<Violation>> check() {
        sql.update("set transaction isolation level repeatable read, read only");
        var found = new EnumMap<Rule, List<Violation>>(Rule.class);
        for (Rule rule : Rule.values()) {
            found.put(rule, violations(rule));
        }
        return found;
    }

    private List<Violation> violations(Rule rule) {
        return rooms.stream()
                .flatMap(room -> room.all().stream())
                .filter(invariant -> invariant.rule() == rule)
                .flatMap(invariant -> violations(invariant).stream())
                .toList();
    }

    private List<Violation> violations(Invariant invariant) {
        return sql.list(row -> new Violation(invariant.rule(), row.getLong(1), row.getString(2)), invariant.query());
    }

    /// The rules, each in a sentence; rooms contribute the queries that find rows against them.
    public enum Rule {
        I1("An acknowledged submission is exactly one judgment with what the client sent."),
        I2("No seat is overbooked, and no rater belongs to two strata."),
        I3("One current value per judgment and question; every revision is kept."),
        I4("Nobody sees an item twice unless the study repeats items, and nobody outside eligibility judges."),
        I5("Counters equal a recount."),
        I6("After a withdrawal no row, count or standing figure holds the rater."),
        I7("The audit trail is as it was sealed."),
        I8("A stored answer was given by that rater on that very assignment."),
        I9("No release shows a small group, or what would give one away."),
        I10("Nobody holds a right that nobody gave, or that its giver lacked.");

        private final String sentence;

        Rule(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
