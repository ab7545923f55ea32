package parallax.disclosure;

import java.util.List;
import parallax.analytics.Estimate;

/// What an exclusion would change, for whoever may read single judgments.
///
/// @param question the code of the question that P(unsafe) is of
/// @param minGroup groups of fewer raters are not for showing
/// @param lines everybody first, then the groups of every axis
public record ShownEffect(String question, int minGroup, List<Line> lines) {
    public ShownEffect {
        lines = List.copyOf(lines);
    }

    /// @param group with its axis; “everybody” first
    /// @param before P(unsafe) of all raters
    /// @param after without those whom it leaves out
    /// @param notForShowing whether the group has too few raters to be shown to others
    public record Line(
            String group,
            long raters,
            long ratersOut,
            long judgments,
            long judgmentsOut,
            Estimate before,
            Estimate after,
            boolean notForShowing) {}
}
