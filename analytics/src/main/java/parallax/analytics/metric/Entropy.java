package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// The entropy of an item's answers in bits: how far raters are from one voice. 0 when all agree, log₂ K
/// when the options are equally often chosen.
///
/// One answer agrees with itself and says nothing of disagreement, so that the mean is over items with two
/// answers or more. With few answers an item's entropy is biased low: compare only items with as many.
///
/// @see <a href="https://doi.org/10.1002/j.1538-7305.1948.tb01338.x">Shannon 1948, §6</a>
public final class Entropy {
    private static final String METHOD = "mean of the items' entropies in bits";
    private static final double LN_2 = Math.log(2);

    private Entropy() {}

    /// The mean over items with two answers or more, in bits. Undefined when there is none.
    public static Estimate of(CountTable byItem) {
        double sum = 0;
        int items = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            if (byItem.rowTotal(item) >= 2) {
                sum += nats(byItem, item) / LN_2;
                items++;
            }
        }
        return items == 0
                ? Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0)
                : Estimate.of(sum / items, METHOD, byItem.raters(), items);
    }

    /// One item's entropy, in bits.
    public static Estimate ofItem(CountTable byItem, int item) {
        int n = byItem.rowTotal(item);
        return n == 0
                ? Estimate.undefined("no answers", "entropy of the item's answers in bits", 0, 0)
                : Estimate.of(nats(byItem, item) / LN_2, "entropy of the item's answers in bits", n, 1);
    }

    /// H = −Σ p ln p of an answered item, in nats.
    static double nats(CountTable byItem, int item) {
        double n = byItem.rowTotal(item);
        double entropy = 0;
        for (int k = 0; k < byItem.options().size(); k++) {
            double p = byItem.count(item, k) / n;
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return entropy;
    }
}
