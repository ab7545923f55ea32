package parallax.analytics.metric;

import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// Wasserstein (earth mover's) distance for ordered options: how far, in the units of the options'
/// values, answers must move to turn one distribution into the other. 0 when they are equal, the range of
/// the values when all answers of one lie at the other end. Symmetric.
///
/// Undefined when the options' values do not rise in declared order.
///
/// @see <a href="https://doi.org/10.1023/A:1026543900054">Rubner, Tomasi, Guibas 2000</a>
public final class WassersteinDistance {
    private static final String NAME = "Wasserstein distance";

    private WassersteinDistance() {}

    /// Of the shares of all answers of each group.
    public static Estimate marginal(CountTable group, CountTable others) {
        double[] steps = steps(group.options());
        return rising(steps)
                ? Comparison.marginal(group, others, (p, q) -> divergence(p, q, steps), NAME)
                : unordered(group);
    }

    /// The mean over the items both groups answered.
    public static Estimate itemwise(CountTable group, CountTable others) {
        double[] steps = steps(group.options());
        return rising(steps)
                ? Comparison.itemwise(group, others, (p, q) -> divergence(p, q, steps), NAME)
                : unordered(group);
    }

    /// Between two labels over the same options, for example a machine rater's and a group's.
    ///
    /// @throws IllegalArgumentException when the options' values do not rise
    public static double between(SoftLabel p, SoftLabel q, AnswerOptions options) {
        double[] steps = steps(options);
        if (!rising(steps)) {
            throw new IllegalArgumentException("The values " + options.values() + " do not rise");
        }
        return Comparison.between(p, q, (one, other) -> divergence(one, other, steps));
    }

    /// Σ |F_p − F_q| · (v_{k+1} − v_k) over the cumulative shares F.
    private static double divergence(double[] p, double[] q, double[] steps) {
        double ahead = 0;
        double sum = 0;
        for (int k = 0; k < steps.length; k++) {
            ahead += p[k] - q[k];
            sum += Math.abs(ahead) * steps[k];
        }
        return sum;
    }

    private static double[] steps(AnswerOptions options) {
        List<Double> values = options.values();
        double[] steps = new double[values.size() - 1];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = values.get(k + 1) - values.get(k);
        }
        return steps;
    }

    private static boolean rising(double[] steps) {
        for (double step : steps) {
            if (step <= 0) {
                return false;
            }
        }
        return true;
    }

    private static Estimate unordered(CountTable group) {
        return Estimate.undefined("the options' values do not rise in declared order", NAME, group.raters(), 0);
    }
}
