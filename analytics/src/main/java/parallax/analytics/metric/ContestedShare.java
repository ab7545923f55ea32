package parallax.analytics.metric;

import java.util.BitSet;
import java.util.function.IntPredicate;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// The share of items that raters dispute, under several readings of "dispute". In [0, 1].
///
/// Only items with two answers or more are read, for one answer cannot be disputed; without any the share is
/// undefined. With few answers per item an even split comes by chance, so compare only items with about as
/// many answers.
public final class ContestedShare {
    private static final String METHOD = "share of items with two answers or more";

    private ContestedShare() {}

    /// Items whose P(unsafe) lies in [low, high], both ends included.
    public static Estimate between(CountTable byItem, double low, double high) {
        if (!(0 <= low && low <= high && high <= 1)) {
            throw new IllegalArgumentException("P(unsafe) cannot lie in [" + low + ", " + high + "]");
        }
        return unsafeShare(byItem, item -> {
            double p = pUnsafe(byItem, item);
            return low <= p && p <= high;
        });
    }

    /// Items that more than half of the answers call unsafe.
    public static Estimate majorityUnsafe(CountTable byItem) {
        return unsafeShare(byItem, item -> pUnsafe(byItem, item) > 0.5);
    }

    /// Items whose answers are all unsafe or all not: P(unsafe) is 0 or 1.
    public static Estimate unanimous(CountTable byItem) {
        return unsafeShare(byItem, item -> pUnsafe(byItem, item) == 0 || pUnsafe(byItem, item) == 1);
    }

    /// Items on which no option has more than half of the answers.
    public static Estimate noMajority(CountTable byItem) {
        return share(byItem, item -> 2L * largest(byItem, item, -1) <= byItem.rowTotal(item));
    }

    /// Items whose two most chosen options are less than `margin` apart, as a share of the item's
    /// answers.
    public static Estimate marginBelow(CountTable byItem, double margin) {
        return share(byItem, item -> {
            int most = largestOption(byItem, item);
            double lead = byItem.count(item, most) - largest(byItem, item, most);
            return lead / byItem.rowTotal(item) < margin;
        });
    }

    private static Estimate unsafeShare(CountTable byItem, IntPredicate contested) {
        return PUnsafe.unsafeOptions(byItem.options()).isEmpty()
                ? Estimate.undefined("no option is declared unsafe", METHOD, byItem.raters(), 0)
                : share(byItem, contested);
    }

    private static Estimate share(CountTable byItem, IntPredicate contested) {
        int items = 0;
        int hits = 0;
        for (int item = 0; item < byItem.rows(); item++) {
            if (byItem.rowTotal(item) >= 2) {
                items++;
                hits += contested.test(item) ? 1 : 0;
            }
        }
        return items == 0
                ? Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0)
                : Estimate.of((double) hits / items, METHOD, byItem.raters(), items);
    }

    private static double pUnsafe(CountTable byItem, int item) {
        BitSet unsafe = PUnsafe.unsafeOptions(byItem.options());
        return (double) PUnsafe.chosen(byItem, item, unsafe) / byItem.rowTotal(item);
    }

    private static int largestOption(CountTable byItem, int item) {
        int most = 0;
        for (int k = 1; k < byItem.options().size(); k++) {
            if (byItem.count(item, k) > byItem.count(item, most)) {
                most = k;
            }
        }
        return most;
    }

    private static int largest(CountTable byItem, int item, int without) {
        int largest = 0;
        for (int k = 0; k < byItem.options().size(); k++) {
            largest = k == without ? largest : Math.max(largest, byItem.count(item, k));
        }
        return largest;
    }
}
