package parallax.analytics.analysis;

import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// One estimate with its place: which metric, of whom, against whom, and how far from chance.
///
/// @param question  the question, or null when the data hold only one
/// @param metric    the metric's name in lower camel case
/// @param level     which form of it, or null
/// @param axis      the axis, or null for everybody
/// @param group     the group, or null for everybody or a whole axis
/// @param against   null, `rest` for everyone else on the axis, or another group's name
/// @param unsure    the policy for Unsure
/// @param estimate  the value or the reason why there is none
/// @param chance    where the value stands in its permutation null, or null without one
public record Finding(
        @Nullable String question,
        String metric,
        @Nullable String level,
        @Nullable String axis,
        @Nullable String group,
        @Nullable String against,
        String unsure,
        Estimate estimate,
        @Nullable Chance chance) {

    /// Where a value stands in its permutation null.
    ///
    /// @param mean      the null's mean
    /// @param sd        the null's standard deviation
    /// @param p         the p-value
    /// @param pAdjusted the same adjusted over the groups of the axis by Benjamini and Hochberg
    /// @param rule      how p was read off the null
    public record Chance(
            @Nullable Double mean,
            @Nullable Double sd,
            @Nullable Double p,
            @Nullable Double pAdjusted,
            String rule) {

        Chance adjustedTo(@Nullable Double adjusted) {
            return new Chance(mean, sd, p, adjusted, rule);
        }
    }

    Finding with(Chance place) {
        return new Finding(question, metric, level, axis, group, against, unsure, estimate, place);
    }

    Finding of(String otherMetric, Estimate otherEstimate) {
        return new Finding(question, otherMetric, null, axis, group, against, unsure, otherEstimate, null);
    }
}
