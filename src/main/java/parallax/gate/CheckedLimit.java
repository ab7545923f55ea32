package parallax.gate;

import java.util.List;
import parallax.analysis.PlannedLimit;

/// A limit and how each of its groups stands to it.
///
/// @param planned whether the study's own plan has this very limit
/// @param smallest groups of fewer raters decide nothing
/// @param confidence the level of each interval
/// @param method how bounds are made, and what they claim together
public record CheckedLimit(
        PlannedLimit limit,
        boolean planned,
        int smallest,
        double confidence,
        String method,
        Verdict verdict,
        List<GateLine> lines) {
    public CheckedLimit {
        lines = List.copyOf(lines);
    }
}
