package parallax.analytics.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;
import parallax.analytics.Interval;

/// Wilson's score interval for a binomial share: for the answers to *one* item, which different raters
/// gave independently. On pooled answers it is far too narrow; use [PooledShare].
///
/// @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
public final class WilsonInterval {
    private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + Interval.LEVEL) / 2);

    private WilsonInterval() {}

    /// The interval for `chosen` of `n` answers, within [0, 1].
    public static Interval of(long chosen, long n) {
        if (n <= 0 || chosen < 0 || chosen > n) {
            throw new IllegalArgumentException(chosen + " of " + n + " answers is no share");
        }
        return of((double) chosen / n, n, Z);
    }

    /// The score interval for a share seen in `n` effective answers, `quantile` standard errors wide on
    /// either side.
    static Interval of(double share, double n, double quantile) {
        double squared = quantile * quantile;
        double centre = (share + squared / (2 * n)) / (1 + squared / n);
        double half = quantile * Math.sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n);
        return new Interval(Math.max(0, Math.min(centre - half, share)), Math.min(1, Math.max(centre + half, share)));
    }
}
