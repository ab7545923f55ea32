package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.HardLabel;

/// Plurality size: the share of an item's answers that chose its most chosen option, averaged over items
/// with two answers or more. From 1/K (an even split) to 1 (all agree).
///
/// Undefined when no item has two answers. With few answers per item it is biased high.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.4.1</a>
public final class PluralitySize {
    private static final String METHOD = "mean over items of the largest share";

    private PluralitySize() {}

    public static Estimate of(CountTable byItem) {
        double sum = 0;
        int items = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            int most = 0;
            for (int k = 0; k < byItem.options().size(); k++) {
                most = Math.max(most, byItem.count(item, k));
            }
            if (byItem.rowTotal(item) >= 2) {
                sum += (double) most / byItem.rowTotal(item);
                items++;
            }
        }
        return items == 0
                ? Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0)
                : Estimate.of(sum / items, METHOD, byItem.raters(), items);
    }

    /// The share of items with two answers or more on which two or more options tie for the most answers. Whatever
    /// turns
    /// such a tie into one label decides by a rule, not by the raters.
    public static Estimate tied(CountTable byItem) {
        int items = byItem.rowsWithAtLeast(2);
        long tied = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            tied += HardLabel.of(byItem, item).filter(HardLabel::isTied).isPresent() ? 1 : 0;
        }
        String method = "share of items with two answers or more without one most chosen option";
        return items == 0
                ? Estimate.undefined("no item has two answers", method, byItem.raters(), 0)
                : Estimate.of((double) tied / items, method, byItem.raters(), items);
    }
}
