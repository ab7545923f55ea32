package parallax.analytics.analysis;

import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.resampling.NullModel;

/// One estimate with its place: which metric, of whom, against whom, and how far from chance.
///
/// @param place    of whom, and against whom
/// @param metric   the metric's name in lower camel case
/// @param level    which form of it, or null
/// @param estimate the value or the reason why there is none
/// @param chance   how far the value is from chance, or null where that was not asked
public record Finding(
        Place place,
        String metric,
        @Nullable String level,
        Estimate estimate,
        @Nullable Chance chance) {

    /// How far a value is from chance.
    ///
    /// @param mean      the mean of the null's draws, or null where none were drawn
    /// @param sd        their standard deviation
    /// @param p         the p-value, or null where there is none
    /// @param pAdjusted the same adjusted over the groups of the axis by Benjamini and Hochberg
    /// @param rule      how p was read: `add-one`, `exact` or `grasp` off draws, `student` off a
    ///     contrast, `predictive` off studies drawn from a model; null where there is no p
    /// @param nullModel what was taken to be alike, in words; where there is no p, why
    /// @param pMaxT     p adjusted over every contrast of the analysis ([parallax.analytics.resampling.MaxT]);
    ///     null where p is not that of a contrast of P(unsafe), or without replicates
    public record Chance(
            @Nullable Double mean,
            @Nullable Double sd,
            @Nullable Double p,
            @Nullable Double pAdjusted,
            @Nullable String rule,
            String nullModel,
            @Nullable Double pMaxT) {

        /// Not adjusted over a family of contrasts.
        public Chance(
                @Nullable Double mean,
                @Nullable Double sd,
                @Nullable Double p,
                @Nullable Double pAdjusted,
                @Nullable String rule,
                String nullModel) {
            this(mean, sd, p, pAdjusted, rule, nullModel, null);
        }

        /// A p-value from Student's distribution.
        static Chance student(@Nullable Double p, NullModel model) {
            return new Chance(null, null, p, null, p == null ? null : "student", model.label());
        }

        Chance inFamily(double adjusted) {
            return new Chance(mean, sd, p, pAdjusted, rule, nullModel, adjusted);
        }

        Chance adjustedTo(@Nullable Double adjusted) {
            return new Chance(mean, sd, p, adjusted, rule, nullModel, pMaxT);
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
