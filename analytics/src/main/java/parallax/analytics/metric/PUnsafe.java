package parallax.analytics.metric;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// P(unsafe): the share of answers that chose an unsafe option, in [0, 1]. What Unsure counts as was
/// decided when the table was made ([parallax.analytics.UnsurePolicy]).
///
/// Undefined without answers or when no option is declared unsafe.
///
/// @see <a href="https://arxiv.org/abs/2306.11247">DICES, Aroyo et al. 2023</a>
public final class PUnsafe {
    private PUnsafe() {}

    /// Pooled over items, with the two-way cluster interval of [PooledShare] at 95 %.
    ///
    /// @param byRater rater × option counts of the same answers, or null when raters are unknown
    public static Estimate pooled(CountTable byItem, @Nullable CountTable byRater) {
        return pooled(byItem, byRater, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static Estimate pooled(CountTable byItem, @Nullable CountTable byRater, double confidence) {
        return pooled(byItem, byRater, confidence, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    /// The same for another estimand.
    public static Estimate pooled(
            CountTable byItem, @Nullable CountTable byRater, double confidence, Estimand estimand) {
        BitSet unsafe = unsafeOptions(byItem.options());
        if (unsafe.isEmpty()) {
            return Estimate.undefined("no option is declared unsafe", "pooled share", byItem.raters(), 0);
        }
        return PooledShare.of(byItem, byRater, unsafe, confidence, estimand);
    }

    /// Among the answers to one item, with Wilson's interval at 95 %.
    public static Estimate ofItem(CountTable byItem, int item) {
        return ofItem(byItem, item, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public static Estimate ofItem(CountTable byItem, int item, double confidence) {
        BitSet unsafe = unsafeOptions(byItem.options());
        if (unsafe.isEmpty()) {
            return Estimate.undefined("no option is declared unsafe", "share of the item's answers", null, 0);
        }
        return AnswerDistribution.share(chosen(byItem, item, unsafe), byItem.rowTotal(item), confidence);
    }

    /// The positions of the unsafe options.
    public static BitSet unsafeOptions(AnswerOptions options) {
        BitSet unsafe = new BitSet();
        for (int k = 0; k < options.size(); k++) {
            unsafe.set(k, options.isUnsafe(k));
        }
        return unsafe;
    }

    /// How many of an item's answers chose any of the options.
    static int chosen(CountTable byItem, int item, BitSet options) {
        int chosen = 0;
        for (int k = options.nextSetBit(0); k >= 0; k = options.nextSetBit(k + 1)) {
            chosen += byItem.count(item, k);
        }
        return chosen;
    }
}
