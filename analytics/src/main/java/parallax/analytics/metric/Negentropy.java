package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Negentropy in nats: how far an item's answers are from an even split, ln K − H, averaged over items
/// with two answers or more. 0 for an even split, ln K when all agree.
///
/// Undefined when no item has two answers. With few answers per item it is biased high.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.4.1</a>
public final class Negentropy {
    private static final String METHOD = "mean over items of ln K − H in nats";

    private Negentropy() {}

    public static Estimate of(CountTable byItem) {
        double most = Math.log(byItem.options().size());
        double sum = 0;
        int items = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            if (byItem.rowTotal(item) >= 2) {
                sum += most - Entropy.nats(byItem, item);
                items++;
            }
        }
        return items == 0
                ? Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0)
                : Estimate.of(sum / items, METHOD, byItem.raters(), items);
    }
}
