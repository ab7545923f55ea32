package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Cross-replication reliability (XRR, κ_x): how well two groups agree with each other, 1 − observed /
/// expected disagreement between an answer of one and an answer of the other to the same item. 1 when
/// they always agree, 0 when items explain nothing. Symmetric.
///
/// Only items that both answered are read. Undefined when there are fewer than two, for one item's
/// chance is its own disagreement, or when all their answers are the same.
///
/// @see <a href="https://aclanthology.org/2021.acl-long.548">Wong, Paritosh, Aroyo 2021, §4</a>
public final class CrossReplicationReliability {
    private static final String METHOD = "κ_x over the items both answered";

    private CrossReplicationReliability() {}

    public static Estimate of(CountTable group, CountTable others) {
        group.requireSameShape(others);
        int options = group.options().size();
        long[] ofGroup = new long[options];
        long[] ofOthers = new long[options];
        double observed = 0;
        int items = 0;
        for (int item = 0; item < group.rows(); item++) {
            long r = group.rowTotal(item);
            long s = others.rowTotal(item);
            if (r > 0 && s > 0) {
                // (R + S)/(R·S) · (R·S − Σ x·y) of the item, its disagreeing pairs weighted by its answers
                observed += (r + s) * (disagreeing(group, others, item, s) / ((double) r * s));
                for (int k = 0; k < options; k++) {
                    ofGroup[k] += group.count(item, k);
                    ofOthers[k] += others.count(item, k);
                }
                items++;
            }
        }
        if (items == 0) {
            return Estimate.undefined("no item was answered by both", METHOD, group.raters(), 0);
        }
        if (items == 1) {
            return Estimate.undefined("only one item was answered by both", METHOD, group.raters(), 1);
        }
        double expected = expected(ofGroup, ofOthers);
        return expected == 0
                ? Estimate.undefined("every answer is the same", METHOD, group.raters(), items)
                : Estimate.of(1 - observed / (sum(ofGroup) + sum(ofOthers)) / expected, METHOD, group.raters(), items);
    }

    /// R·S − Σ x·y = Σ x·(S − y): pairs of answers to the item that differ, exact in `long`.
    private static double disagreeing(CountTable group, CountTable others, int item, long s) {
        long pairs = 0;
        for (int k = 0; k < group.options().size(); k++) {
            pairs += group.count(item, k) * (s - others.count(item, k));
        }
        return pairs;
    }

    /// d_e = 1 − Σ X·Y/(R·S) = Σ X·(S − Y)/(R·S).
    private static double expected(long[] ofGroup, long[] ofOthers) {
        double r = sum(ofGroup);
        double s = sum(ofOthers);
        double expected = 0;
        for (int k = 0; k < ofGroup.length; k++) {
            expected += ofGroup[k] / r * ((s - ofOthers[k]) / s);
        }
        return expected;
    }

    private static double sum(long[] chosen) {
        long sum = 0;
        for (long n : chosen) {
            sum += n;
        }
        return sum;
    }
}
