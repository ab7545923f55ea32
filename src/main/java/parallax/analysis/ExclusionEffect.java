package parallax.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// What an exclusion would change, group by group, before anybody asks for it.
///
/// @param question the code of the question that P(unsafe) is of
/// @param lines everybody first, then the groups of every axis
public record ExclusionEffect(String question, List<Line> lines) {
    public ExclusionEffect {
        lines = List.copyOf(lines);
    }

    /// @param axis null for everybody
    /// @param before of all raters
    /// @param after without those whom it leaves out
    public record Line(@Nullable String axis, @Nullable String group, Side before, Side after) {
        public int ratersOut() {
            return before.raters() - after.raters();
        }

        public long judgmentsOut() {
            return before.judgments() - after.judgments();
        }
    }

    /// @param judgments that answer the question
    public record Side(int raters, long judgments, Estimate pUnsafe) {}
}
