package parallax.assignment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import parallax.rater.Participations;
import parallax.store.Sql;

/// Passing over an item, with a reason and without penalty: its seat goes back to the pool.
@ApplicationScoped
public class Skips {
    private final Sql sql;
    private final Clock clock;
    private final Participations participations;
    private final Seats seats;
    private final Drafts drafts;

    public Skips(Sql sql, Clock clock, Participations participations, Seats seats, Drafts drafts) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
        this.seats = seats;
        this.drafts = drafts;
    }

    public enum Reason {
        DISTRESSING("It distresses me"),
        PERSONAL("It touches me personally"),
        UNCLEAR("I cannot make sense of it"),
        TECHNICAL("Something does not work"),
        OTHER("Another reason");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @return whether the item was still held
    @Transactional
    public boolean skip(Assignment assignment, Reason reason, String note) {
        participations.locked(assignment.participationId());
        int closed = sql.update(
                "update assignment set state = 'skipped', closed_at = :now where id = :assignment and state = 'leased'",
                bind("now", clock.instant()),
                bind("assignment", assignment.id()));
        if (closed == 0) {
            return false;
        }
        sql.update(
                "insert into skip (assignment_id, reason, note, skipped_at) values (:assignment, :reason, :note, :now)",
                bind("assignment", assignment.id()),
                bind("reason", reason.word()),
                bind("note", note),
                bind("now", clock.instant()));
        seats.release(assignment.seat());
        drafts.forget(assignment);
        return true;
    }
}
