package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// Manhattan distance between two distributions, Σ |p − q|: the measure by which soft labels are compared
/// in LeWiDi. 0 when they are equal, 2 when no option is shared. Symmetric.
///
/// @see <a href="https://aclanthology.org/2023.semeval-1.314">SemEval-2023 Task 11, Le-Wi-Di</a>
public final class ManhattanDistance {
    private static final String NAME = "Manhattan distance";

    private ManhattanDistance() {}

    /// Of the shares of all answers of each group.
    public static Estimate marginal(CountTable group, CountTable others) {
        return Comparison.marginal(group, others, ManhattanDistance::divergence, NAME);
    }

    /// The mean over the items both groups answered.
    public static Estimate itemwise(CountTable group, CountTable others) {
        return Comparison.itemwise(group, others, ManhattanDistance::divergence, NAME);
    }

    /// Between two labels, for example a machine rater's and a group's.
    public static double between(SoftLabel p, SoftLabel q) {
        return Comparison.between(p, q, ManhattanDistance::divergence);
    }

    static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += Math.abs(p[k] - q[k]);
        }
        return sum;
    }
}
