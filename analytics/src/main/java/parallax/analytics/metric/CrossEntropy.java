package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// Cross-entropy in nats, −Σ p ln q: the surprise of one who expects the shares q and meets answers p. At
/// least the entropy of p. Not symmetric.
///
/// Undefined where the others never chose an option that the group chose (infinite between labels).
///
/// @see <a href="https://aclanthology.org/2021.semeval-1.41">SemEval-2021 Task 12, Learning with
///     Disagreements</a>
public final class CrossEntropy {
    private static final String NAME = "cross-entropy in nats";

    private CrossEntropy() {}

    /// Of the shares of all answers of each group.
    public static Estimate marginal(CountTable group, CountTable others) {
        return Comparison.marginal(group, others, CrossEntropy::divergence, NAME);
    }

    /// The mean over the items both groups answered.
    public static Estimate itemwise(CountTable group, CountTable others) {
        return Comparison.itemwise(group, others, CrossEntropy::divergence, NAME);
    }

    /// Between two labels, for example a machine rater's and a group's.
    public static double between(SoftLabel p, SoftLabel q) {
        return Comparison.between(p, q, CrossEntropy::divergence);
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum -= p[k] > 0 ? p[k] * Math.log(q[k]) : 0;
        }
        return sum;
    }
}
