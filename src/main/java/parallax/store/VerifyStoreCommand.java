package parallax.store;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Checks every stored row against the invariants, beside a running application or alone.
@Dependent
@Unremovable
@Command(
        name = "verify-store",
        description = "Checks that no judgment is lost, doubled or changed, no seat overbooked and no count wrong;"
                + " ends with status 1 if something is.")
public class VerifyStoreCommand implements Callable<Integer> {
    private static final int NAMED_PER_RULE = 20;

    @Inject
    Invariants invariants;

    @Override
    public Integer call() {
        boolean clean = true;
        for (var found : invariants.check().entrySet()) {
            List<Invariants.Violation> violations = found.getValue();
            System.out.printf(
                    "%s  %s  %s%n",
                    found.getKey(),
                    violations.isEmpty() ? "holds" : violations.size() + " violations",
                    found.getKey().sentence());
            violations.stream().limit(NAMED_PER_RULE).forEach(v -> System.out.println("    " + v.sentence()));
            clean &= violations.isEmpty();
        }
        return clean ? 0 : 1;
    }
}
