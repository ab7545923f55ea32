package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// Jensen–Shannon divergence in bits: the mean of the Kullback–Leibler divergences of two distributions
/// from their midpoint. 0 when they are equal, 1 when no option is shared. Symmetric.
///
/// @see <a href="https://doi.org/10.1109/18.61115">Lin 1991</a>
public final class JensenShannonDivergence {
    private static final String NAME = "Jensen–Shannon divergence in bits";

    private JensenShannonDivergence() {}

    /// Of the shares of all answers of each group.
    public static Estimate marginal(CountTable group, CountTable others) {
        return Comparison.marginal(group, others, JensenShannonDivergence::divergence, NAME);
    }

    /// The mean over the items both groups answered.
    public static Estimate itemwise(CountTable group, CountTable others) {
        return Comparison.itemwise(group, others, JensenShannonDivergence::divergence, NAME);
    }

    /// Between two labels, for example a machine rater's and a group's.
    public static double between(SoftLabel p, SoftLabel q) {
        return Comparison.between(p, q, JensenShannonDivergence::divergence);
    }

    /// ½ Σ p log₂(p/m) + ½ Σ q log₂(q/m) with m = (p + q)/2.
    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double m = (p[k] + q[k]) / 2;
            sum += (p[k] > 0 ? p[k] * Math.log(p[k] / m) : 0) + (q[k] > 0 ? q[k] * Math.log(q[k] / m) : 0);
        }
        return Math.max(0, sum / 2 / Math.log(2));
    }
}
