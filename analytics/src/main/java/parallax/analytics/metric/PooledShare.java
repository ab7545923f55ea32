package parallax.analytics.metric;

import java.util.BitSet;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// The share of all answers that chose any of the given options, with an interval that respects that a
/// rater judges many items and an item has many raters.
///
/// With e = y − p for each answer y ∈ {0, 1}, the variance of p is clustered two ways, V = V(raters) +
/// V(items) − V(answers), where V(clusters) = G/(G − 1) · Σ over clusters of (Σ e)² / N². All three come
/// from counts alone: a cluster's Σ e is (answers chosen) − p·(answers), and Σ e² over answers is N·p·(1
/// − p) because a rater answers an item once. The interval is Wilson's with the effective number of
/// answers p(1 − p)/V and Student's quantile for min(raters, items) − 1 degrees of freedom, so it stays
/// in [0, 1].
///
/// Undefined without answers. The interval alone is absent, and `method` says why, where raters are
/// unknown or either side has fewer than two clusters.
///
/// @see <a href="https://doi.org/10.1198/jbes.2010.07136">Cameron, Gelbach, Miller 2011, §2</a>
/// @see <a href="https://doi.org/10.1093/jssam/smy019">Franco et al. 2019, on effective-sample Wilson
///     intervals</a>
public final class PooledShare {
    private static final String METHOD = "pooled share";

    private PooledShare() {}

    /// The share with its 95 % interval.
    ///
    /// @param byItem  item × option counts
    /// @param byRater rater × option counts of the same answers, or null when raters are unknown
    /// @param chosen  the options whose share is asked for
    public static Estimate of(CountTable byItem, @Nullable CountTable byRater, BitSet chosen) {
        return of(byItem, byRater, chosen, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static Estimate of(CountTable byItem, @Nullable CountTable byRater, BitSet chosen, double confidence) {
        Clusters items = Clusters.of(byItem, chosen);
        if (items.answers == 0) {
            return Estimate.undefined("no answers", METHOD, byItem.raters(), 0);
        }
        if (byRater == null) {
            return Estimate.of(
                    items.share(), METHOD + "; no interval: raters are unknown", byItem.raters(), items.filled);
        }
        Clusters raters = Clusters.of(byRater, chosen);
        if (raters.answers != items.answers || raters.hits != items.hits) {
            throw new IllegalArgumentException("Counts by item hold " + items.hits + " of " + items.answers
                    + " answers, counts by rater " + raters.hits + " of " + raters.answers);
        }
        Estimate share = Estimate.of(items.share(), METHOD, raters.filled, items.filled);
        if (raters.filled < 2 || items.filled < 2) {
            String few = raters.filled < 2 ? "fewer than 2 raters" : "fewer than 2 items";
            return Estimate.of(items.share(), METHOD + "; no interval: " + few, raters.filled, items.filled);
        }
        return share.withInterval(
                interval(items, raters, confidence), METHOD + ", two-way cluster interval (raters and items)");
    }

    private static Interval interval(Clusters items, Clusters raters, double confidence) {
        double share = items.share();
        double n = items.answers;
        int smaller = Math.min(items.filled, raters.filled);
        double binomial = share * (1 - share);
        double ofAnswers = binomial / (n - 1);
        double variance = Math.max(raters.variance() + items.variance() - ofAnswers, ofAnswers);
        // Without any variation the clusters cannot be told apart: as few answers as there are clusters.
        double effective = binomial == 0 ? smaller : binomial / variance;
        double upper = (1 + Interval.requireConfidence(confidence)) / 2;
        double quantile = TDistribution.of(smaller - 1).inverseCumulativeProbability(upper);
        WilsonInterval.Bounds bounds = WilsonInterval.bounds(share, effective, quantile);
        return new Interval(bounds.low(), bounds.high(), confidence, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    /// Σ over clusters needed for the variance of one share, from one table.
    private record Clusters(int filled, long answers, long hits, double squares) {

        static Clusters of(CountTable table, BitSet chosen) {
            long answers = table.total();
            long hits = chosen.stream().mapToLong(table::optionTotal).sum();
            double share = answers == 0 ? 0 : (double) hits / answers;
            double squares = 0;
            for (int row = 0; row < table.rows(); row++) {
                double residual = -share * table.rowTotal(row);
                for (int k = chosen.nextSetBit(0); k >= 0; k = chosen.nextSetBit(k + 1)) {
                    residual += table.count(row, k);
                }
                squares += residual * residual;
            }
            return new Clusters(table.rowsWithAtLeast(1), answers, hits, squares);
        }

        double share() {
            return (double) hits / answers;
        }

        double variance() {
            return filled / (filled - 1.0) * squares / ((double) answers * answers);
        }
    }
}
