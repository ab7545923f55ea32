package parallax.disclosure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// What an exclusion would change, as it may be shown.
///
/// @param question the code of the question that P(unsafe) is of
/// @param minGroup fewer raters than this are not shown
/// @param lines everybody first, then the groups of every axis
public record ShownEffect(String question, int minGroup, List<Line> lines) {
    public ShownEffect {
        lines = List.copyOf(lines);
    }

    /// Null where it is hidden.
    ///
    /// @param group with its axis; “everybody” first
    /// @param before P(unsafe) of all raters
    /// @param after without those whom it leaves out
    public record Line(
            String group,
            @Nullable Long raters,
            @Nullable Long ratersOut,
            @Nullable Long judgments,
            @Nullable Long judgmentsOut,
            @Nullable Estimate before,
            @Nullable Estimate after) {
        static Line hidden(String group) {
            return new Line(group, null, null, null, null, null, null);
        }
    }
}
