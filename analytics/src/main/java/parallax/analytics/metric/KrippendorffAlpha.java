package parallax.analytics.metric;

import java.util.List;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Krippendorff's alpha, the inter-rater reliability (IRR) of a group: 1 − observed / expected
/// disagreement.
///
/// 1 when raters always agree on an item, 0 when items explain nothing, below 0 when raters disagree
/// more than answers shuffled over items would. Only items with two answers or more are read.
///
/// Undefined when fewer than two items have two answers, for one item's chance is its own disagreement,
/// or when all those answers chose one option.
///
/// @see <a href="https://repository.upenn.edu/asc_papers/43">Krippendorff 2011, Computing
///     Krippendorff's Alpha-Reliability</a>
public final class KrippendorffAlpha {
    private KrippendorffAlpha() {}

    /// Any two different options disagree alike.
    public static Estimate nominal(CountTable byItem) {
        long[] chosen = pairable(byItem);
        double observed = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            long n = byItem.rowTotal(item);
            if (n >= 2) {
                // n² − Σ C² = Σ C·(n − C), without cancellation
                long differing = 0;
                for (int k = 0; k < chosen.length; k++) {
                    differing += byItem.count(item, k) * (n - byItem.count(item, k));
                }
                observed += differing / (n - 1.0);
            }
        }
        double expected = 0;
        double all = sum(chosen);
        for (long n : chosen) {
            expected += n * (all - n);
        }
        return alpha(byItem, observed, expected, all, "nominal");
    }

    /// Options further apart in declared order disagree more: δ = (Σ of n from c to k − (n_c +
    /// n_k)/2)².
    public static Estimate ordinal(CountTable byItem) {
        long[] chosen = pairable(byItem);
        double[][] delta = new double[chosen.length][chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            double between = 0;
            for (int k = c + 1; k < chosen.length; k++) {
                double steps = between + (chosen[c] + chosen[k]) / 2.0;
                delta[c][k] = steps * steps;
                between += chosen[k];
            }
        }
        return weighted(byItem, chosen, delta, "ordinal");
    }

    /// Options disagree by the square of the difference of their declared values.
    public static Estimate interval(CountTable byItem) {
        List<Double> values = byItem.options().values();
        double[][] delta = new double[values.size()][values.size()];
        for (int c = 0; c < delta.length; c++) {
            for (int k = c + 1; k < delta.length; k++) {
                delta[c][k] = Math.pow(values.get(c) - values.get(k), 2);
            }
        }
        return weighted(byItem, pairable(byItem), delta, "interval");
    }

    private static Estimate weighted(CountTable byItem, long[] chosen, double[][] delta, String level) {
        double observed = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            long n = byItem.rowTotal(item);
            if (n >= 2) {
                observed += 2 * unlike(byItem, item, delta) / (n - 1.0);
            }
        }
        double expected = 0;
        for (int c = 0; c < chosen.length; c++) {
            for (int k = c + 1; k < chosen.length; k++) {
                expected += 2.0 * chosen[c] * chosen[k] * delta[c][k];
            }
        }
        return alpha(byItem, observed, expected, sum(chosen), level);
    }

    /// Σ over pairs of options of C_c·C_k·δ_ck on one item.
    private static double unlike(CountTable byItem, int item, double[][] delta) {
        double unlike = 0;
        for (int c = 0; c < delta.length; c++) {
            for (int k = c + 1; k < delta.length; k++) {
                unlike += (double) byItem.count(item, c) * byItem.count(item, k) * delta[c][k];
            }
        }
        return unlike;
    }

    /// @param observed N·Do
    /// @param expected N·(N − 1)·De
    private static Estimate alpha(CountTable byItem, double observed, double expected, double n, String level) {
        String method = "Krippendorff's alpha, " + level;
        int items = byItem.rowsWithAtLeast(2);
        if (items == 0) {
            return Estimate.undefined("no item has two answers", method, byItem.raters(), 0);
        }
        if (items == 1) {
            return Estimate.undefined("only one item has two answers", method, byItem.raters(), 1);
        }
        if (expected == 0) {
            return Estimate.undefined("every answer is the same", method, byItem.raters(), items);
        }
        return Estimate.of(1 - observed * (n - 1) / expected, method, byItem.raters(), items);
    }

    /// Answers per option on items with two answers or more.
    static long[] pairable(CountTable byItem) {
        long[] chosen = new long[byItem.options().size()];
        for (int item = 0; item < byItem.rows(); item++) {
            if (byItem.rowTotal(item) >= 2) {
                for (int k = 0; k < chosen.length; k++) {
                    chosen[k] += byItem.count(item, k);
                }
            }
        }
        return chosen;
    }

    static double sum(long[] chosen) {
        long sum = 0;
        for (long n : chosen) {
            sum += n;
        }
        return sum;
    }
}
