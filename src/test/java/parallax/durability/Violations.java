package parallax.durability;

import java.util.Collection;
import java.util.List;
import parallax.store.Invariants;

/// Every violation in one list, as most tests want none.
public final class Violations {
    private Violations() {}

    public static List<Invariants.Violation> violations(Invariants invariants) {
        return invariants.check().values().stream().flatMap(Collection::stream).toList();
    }
}
