package parallax.analytics.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// The share of each option: among the answers to one item, or among all answers of a group.
///
/// Each share is in [0, 1] and they sum to 1. Undefined without answers.
public final class AnswerDistribution {
    private AnswerDistribution() {}

    /// One estimate for each option, pooled over items, with the two-way cluster interval of [PooledShare] at
    /// 95 %.
    ///
    /// @param byRater rater × option counts of the same answers, or null when raters are unknown
    public static List<Estimate> pooled(CountTable byItem, @Nullable CountTable byRater) {
        return pooled(byItem, byRater, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static List<Estimate> pooled(CountTable byItem, @Nullable CountTable byRater, double confidence) {
        List<Estimate> shares = new ArrayList<>();
        for (int k = 0; k < byItem.options().size(); k++) {
            BitSet option = new BitSet();
            option.set(k);
            shares.add(PooledShare.of(byItem, byRater, option, confidence));
        }
        return shares;
    }

    /// One estimate for each option among the answers to one item, with Wilson's interval at 95 %.
    public static List<Estimate> ofItem(CountTable byItem, int item) {
        return ofItem(byItem, item, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static List<Estimate> ofItem(CountTable byItem, int item, double confidence) {
        List<Estimate> shares = new ArrayList<>();
        for (int k = 0; k < byItem.options().size(); k++) {
            shares.add(share(byItem.count(item, k), byItem.rowTotal(item), confidence));
        }
        return shares;
    }

    /// The share of `chosen` in the `n` answers to one item, each by another rater.
    static Estimate share(int chosen, int n, double confidence) {
        if (n == 0) {
            return Estimate.undefined("no answers", "share of the item's answers", 0, 0);
        }
        return Estimate.of((double) chosen / n, "share of the item's answers", n, 1)
                .withInterval(WilsonInterval.of(chosen, n, confidence), "share of the item's answers, Wilson interval");
    }
}
