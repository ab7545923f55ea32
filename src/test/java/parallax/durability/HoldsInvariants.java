package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parallax.durability.Violations.violations;

import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import parallax.assignment.Assignments;
import parallax.assignment.LeaseExpiry;
import parallax.rater.Participations;
import parallax.store.Invariants;
import parallax.store.Sql;

/// What stories of raters in open studies need, and what must be so after each of them.
public abstract class HoldsInvariants {
    @Inject
    protected StudyFixture studies;

    @Inject
    protected Participations participations;

    @Inject
    protected Assignments assignments;

    @Inject
    protected LeaseExpiry leases;

    @Inject
    protected TestClock clock;

    @Inject
    protected Sql sql;

    @Inject
    protected Invariants invariants;

    @AfterEach
    void nothing_is_broken() {
        assertEquals(List.of(), violations(invariants));
    }
}
