package parallax.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analytics.UnsurePolicy;

/// A limit to the share of unsafe answers to a question, decided before raters come: in each group, the upper
/// bound of the share's interval is to be at most so much.
///
/// @param question its code
/// @param unsure what an Unsure answer counts as
/// @param axes by which raters are grouped: axis codes, joined by `*` for two together; none for everybody
///   together
/// @param upperBoundAtMost from 0 to 1
/// @param smallestGroup fewer raters decide nothing; null for the smallest group that the study shows
/// @param bounds what the bounds claim together
public record PlannedLimit(
        String question,
        UnsurePolicy unsure,
        List<String> axes,
        double upperBoundAtMost,
        @Schema(nullable = true) @Nullable Integer smallestGroup,
        Bounds bounds) {
    public PlannedLimit {
        axes = List.copyOf(axes);
        if (!(upperBoundAtMost >= 0 && upperBoundAtMost <= 1)) {
            throw new IllegalArgumentException("A limit to a share is from 0 to 1, not " + upperBoundAtMost);
        }
    }

    /// What the upper bounds of a limit's groups claim.
    public enum Bounds {
        /// All of them hold together, 95 times in 100.
        @JsonProperty("simultaneous")
        SIMULTANEOUS,
        /// Each holds by itself, 95 times in 100; of many groups one or the other does not.
        @JsonProperty("single")
        SINGLE
    }
}
