package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Percent agreement: how likely two different answers to one item are the same, averaged over items. In
/// [0, 1]; nothing is taken off for chance.
///
/// Undefined when no item has two answers.
///
/// @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
public final class PercentAgreement {
    private static final String METHOD = "mean over items of agreeing pairs of answers";

    private PercentAgreement() {}

    public static Estimate of(CountTable byItem) {
        double sum = 0;
        int items = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            if (byItem.rowTotal(item) >= 2) {
                sum += ofItem(byItem, item);
                items++;
            }
        }
        return items == 0
                ? Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0)
                : Estimate.of(sum / items, METHOD, byItem.raters(), items);
    }

    /// P = Σ C·(C − 1) / (n·(n − 1)) of an item with n ≥ 2 answers.
    private static double ofItem(CountTable byItem, int item) {
        long n = byItem.rowTotal(item);
        long agreeing = 0;
        for (int k = 0; k < byItem.options().size(); k++) {
            long count = byItem.count(item, k);
            agreeing += count * (count - 1);
        }
        return (double) agreeing / (n * (n - 1));
    }
}
