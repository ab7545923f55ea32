package parallax.design.plan;

import java.util.List;
import java.util.stream.Collectors;

/// A plan's file that breaks rules: all of them at once.
public final class PlanRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<PlanFault> faults;

    public PlanRefused(List<PlanFault> faults) {
        super(faults.stream().map(PlanFault::sentence).collect(Collectors.joining("\n")));
        this.faults = faults.stream().distinct().sorted().toList();
    }

    public List<PlanFault> faults() {
        return faults;
    }
}
