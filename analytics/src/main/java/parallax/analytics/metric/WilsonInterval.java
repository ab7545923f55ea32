package parallax.analytics.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;
import parallax.analytics.Estimand;
import parallax.analytics.Interval;

/// Wilson's score interval for a binomial share: for the answers to *one* item, which different raters
/// gave independently. On pooled answers it is far too narrow; use [PooledShare].
///
/// @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
public final class WilsonInterval {
    private WilsonInterval() {}

    /// The 95 % interval for `chosen` of `n` answers, within [0, 1].
    public static Interval of(long chosen, long n) {
        return of(chosen, n, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static Interval of(long chosen, long n, double confidence) {
        if (n <= 0 || chosen < 0 || chosen > n) {
            throw new IllegalArgumentException(chosen + " of " + n + " answers is not a share");
        }
        double upper = (1 + Interval.requireConfidence(confidence)) / 2;
        double quantile = NormalDistribution.of(0, 1).inverseCumulativeProbability(upper);
        Bounds bounds = bounds((double) chosen / n, (double) n, quantile);
        return new Interval(bounds.low, bounds.high, confidence, Estimand.THESE_ITEMS_RATERS_LIKE_THESE);
    }

    /// The two ends of a score interval.
    record Bounds(double low, double high) {}

    /// The score interval for a share seen in `n` effective answers, `quantile` standard errors wide on
    /// either side.
    static Bounds bounds(double share, double n, double quantile) {
        double squared = quantile * quantile;
        double centre = (share + squared / (2 * n)) / (1 + squared / n);
        double half = quantile * Math.sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n);
        return new Bounds(Math.max(0, Math.min(centre - half, share)), Math.min(1, Math.max(centre + half, share)));
    }
}
