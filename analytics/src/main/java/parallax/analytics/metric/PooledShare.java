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
/// V(items) − V(answers), where V(clusters) = G/(G − 1) · Σ over clusters of (Σ e)² / N². All three
/// come from counts alone: a cluster's Σ e is (answers chosen) − p·(answers), and Σ e² over answers is
/// N·p·(1 − p) because a rater answers an item once; where some answer it again, the interval is the
/// wider for it. What the [Estimand] fixes does not vary: its
/// clusters leave V(the other clusters). The interval is Wilson's with the effective number of answers
/// p(1 − p)/V and Student's quantile for the fewest of the clusters that vary, minus one, so it stays
/// in [0, 1] and has a width where all answers are the same.
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

    /// The share with its 95 % interval, for items and raters like these.
    ///
    /// @param byItem  item × option counts
    /// @param byRater rater × option counts of the same answers, or null when raters are unknown
    /// @param chosen  the options whose share is asked for
    public static Estimate of(CountTable byItem, @Nullable CountTable byRater, BitSet chosen) {
        return of(byItem, byRater, chosen, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static Estimate of(CountTable byItem, @Nullable CountTable byRater, BitSet chosen, double confidence) {
        return of(byItem, byRater, chosen, confidence, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    /// The same for another estimand.
    public static Estimate of(
            CountTable byItem, @Nullable CountTable byRater, BitSet chosen, double confidence, Estimand estimand) {
        Clusters items = Clusters.of(byItem, chosen);
        if (items.answers == 0) {
            return Estimate.undefined("no answers", METHOD, byItem.raters(), 0);
        }
        if (byRater == null) {
            return Estimate.of(
                    items.share(), METHOD + "; no interval: raters are unknown", byItem.raters(), items.filled);
        }
        Spread spread = new Spread(items, Clusters.of(byRater, chosen), estimand);
        int raters = spread.raters.filled;
        if (raters < 2 || items.filled < 2) {
            String few = raters < 2 ? "fewer than 2 raters" : "fewer than 2 items";
            return Estimate.of(items.share(), METHOD + "; no interval: " + few, raters, items.filled);
        }
        return Estimate.of(items.share(), METHOD, raters, items.filled)
                .withInterval(spread.interval(confidence), METHOD + ", " + clusteredBy(estimand));
    }

    /// How an interval for an estimand was made, in words.
    static String clusteredBy(Estimand estimand) {
        return switch (estimand) {
            case ITEMS_AND_RATERS_LIKE_THESE -> "two-way cluster interval (raters and items)";
            case THESE_ITEMS_RATERS_LIKE_THESE -> "cluster interval (raters)";
            case ITEMS_LIKE_THESE_THESE_RATERS -> "cluster interval (items)";
        };
    }

    /// How one share varies with the raters and items that its estimand lets vary.
    record Spread(Clusters items, Clusters raters, Estimand estimand) {

        Spread {
            if (raters.answers != items.answers || raters.hits != items.hits) {
                throw new IllegalArgumentException("Counts by item hold " + items.hits + " of " + items.answers
                        + " answers, counts by rater " + raters.hits + " of " + raters.answers);
            }
        }

        static Spread of(CountTable byItem, CountTable byRater, BitSet chosen, Estimand estimand) {
            return new Spread(Clusters.of(byItem, chosen), Clusters.of(byRater, chosen), estimand);
        }

        double share() {
            return items.share();
        }

        /// The variance of the share; what its answers alone would give it is the least.
        double variance() {
            double ofAnswers = share() * (1 - share()) / (items.answers - 1.0);
            double variance = switch (estimand) {
                case ITEMS_AND_RATERS_LIKE_THESE -> raters.variance() + items.variance() - ofAnswers;
                case THESE_ITEMS_RATERS_LIKE_THESE -> raters.variance();
                case ITEMS_LIKE_THESE_THESE_RATERS -> items.variance();
            };
            return Math.max(variance, ofAnswers);
        }

        /// The fewest of the clusters that vary.
        int clusters() {
            return switch (estimand) {
                case ITEMS_AND_RATERS_LIKE_THESE -> Math.min(items.filled, raters.filled);
                case THESE_ITEMS_RATERS_LIKE_THESE -> raters.filled;
                case ITEMS_LIKE_THESE_THESE_RATERS -> items.filled;
            };
        }

        Interval interval(double confidence) {
            double upper = (1 + Interval.requireConfidence(confidence)) / 2;
            WilsonInterval.Bounds bounds =
                    bounds(TDistribution.of(clusters() - 1.0).inverseCumulativeProbability(upper));
            return new Interval(bounds.low(), bounds.high(), confidence, estimand);
        }

        /// Wilson's bounds, so many standard errors wide on either side.
        WilsonInterval.Bounds bounds(double quantile) {
            double binomial = share() * (1 - share());
            // Without any variation the clusters cannot be told apart: as few answers as there are clusters.
            return WilsonInterval.bounds(share(), binomial == 0 ? clusters() : binomial / variance(), quantile);
        }
    }

    /// Σ over clusters needed for the variance of one share, from one table.
    record Clusters(int filled, long answers, long hits, double squares) {

        static Clusters of(CountTable table, BitSet chosen) {
            long answers = table.total();
            long hits = chosen.stream().mapToLong(table::optionTotal).sum();
            double share = answers == 0 ? 0 : (double) hits / answers;
            double squares = 0;
            for (int row = 0; row < table.rows(); row++) {
                double residual = PUnsafe.chosen(table, row, chosen) - share * table.rowTotal(row);
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
