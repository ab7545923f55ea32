package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// Total variation distance: the largest difference in probability that two distributions give to any set
/// of options, half the Manhattan distance. 0 when they are equal, 1 when no option is shared. Symmetric.
///
/// @see <a href="https://doi.org/10.1090/mbk/107">Levin, Peres, Markov Chains and Mixing Times, §4.1</a>
public final class TotalVariation {
    private static final String NAME = "total variation distance";

    private TotalVariation() {}

    /// Of the shares of all answers of each group.
    public static Estimate marginal(CountTable group, CountTable others) {
        return Comparison.marginal(group, others, TotalVariation::divergence, NAME);
    }

    /// The mean over the items both groups answered.
    public static Estimate itemwise(CountTable group, CountTable others) {
        return Comparison.itemwise(group, others, TotalVariation::divergence, NAME);
    }

    /// Between two labels, for example a machine rater's and a group's.
    public static double between(SoftLabel p, SoftLabel q) {
        return Comparison.between(p, q, TotalVariation::divergence);
    }

    /// ½ Σ |p − q|.
    private static double divergence(double[] p, double[] q) {
        return ManhattanDistance.divergence(p, q) / 2;
    }
}
