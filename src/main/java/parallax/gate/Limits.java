package parallax.gate;

import java.util.List;
import parallax.analysis.PlannedLimit;

/// The limits of a plan.
///
/// @param smallest groups of fewer raters decide nothing, where a limit says nothing else
public record Limits(List<PlannedLimit> limits, int smallest) {
    public Limits {
        limits = List.copyOf(limits);
    }

    public boolean isEmpty() {
        return limits.isEmpty();
    }
}
