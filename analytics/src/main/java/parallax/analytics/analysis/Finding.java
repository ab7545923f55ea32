package parallax.analytics.analysis;

import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// One estimate with its place: which metric, of whom, against whom, and how far from chance.
///
/// @param place    of whom, and against whom
/// @param metric   the metric's name in lower camel case
/// @param level    which form of it, or null
/// @param estimate the value or the reason why there is none
/// @param chance   where the value stands in its permutation null, or null without one
public record Finding(
        Place place,
        String metric,
        @Nullable String level,
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

    /// The question, or null when the data hold only one.
    public @Nullable String question() {
        return place.question();
    }

    /// The axis, or null for everybody.
    public @Nullable String axis() {
        return place.axis();
    }

    /// The group, or null for everybody or a whole axis.
    public @Nullable String group() {
        return place.group();
    }

    /// Null, `rest` for everyone else on the axis, or another group's name.
    public @Nullable String against() {
        return place.against();
    }

    Finding with(Chance standing) {
        return new Finding(place, metric, level, estimate, standing);
    }

    /// The same place, its estimate replaced and its chance gone.
    Finding hidden(Estimate without) {
        return new Finding(place, metric, level, without, null);
    }
}
