package parallax.analytics.metric;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// The share of each option: among the answers to one item, or among all answers of a group.
///
/// Each share is in [0, 1] and they sum to 1. Undefined without answers.
public final class AnswerDistribution {
    private AnswerDistribution() {}

    /// One estimate an option, pooled over items, with the two-way cluster interval of [PooledShare].
    ///
    /// @param byRater rater × option counts of the same answers, or null when raters are unknown
    public static List<Estimate> pooled(CountTable byItem, @Nullable CountTable byRater) {
        List<Estimate> shares = new ArrayList<>();
        for (int k = 0; k < byItem.options().size(); k++) {
            BitSet option = new BitSet();
            option.set(k);
            shares.add(PooledShare.of(byItem, byRater, option));
        }
        return shares;
    }

    /// One estimate an option among the answers to one item, with Wilson's interval.
    public static List<Estimate> ofItem(CountTable byItem, int item) {
        List<Estimate> shares = new ArrayList<>();
        for (int k = 0; k < byItem.options().size(); k++) {
            shares.add(ofItem(byItem.count(item, k), byItem.rowTotal(item)));
        }
        return shares;
    }

    /// The share of `chosen` in the `n` answers to one item, each by another rater.
    static Estimate ofItem(int chosen, int n) {
        if (n == 0) {
            return Estimate.undefined("no answers", "share of the item's answers", 0, 0);
        }
        return Estimate.of((double) chosen / n, "share of the item's answers", n, 1)
                .withInterval(WilsonInterval.of(chosen, n), "share of the item's answers, Wilson interval");
    }
}
