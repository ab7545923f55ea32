package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Cross-negentropy in nats: how well the others' shares q foretell a group's answers p, ln K + Σ p ln q,
/// averaged over the items both answered. ln K when both always choose the same one option, 0 when the
/// others are evenly split; without bound below.
///
/// An option that the group chose and the others never did has q = 0, and two forms differ in what that
/// means. [#of(CountTable, CountTable, double)] counts it against agreement. [#observed(CountTable,
/// CountTable)] leaves such terms out, as a public implementation does, and so calls two groups that
/// never agree perfectly agreed: it is here to compare with published figures.
///
/// Undefined when no item was answered by both.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.4.2</a>
public final class CrossNegentropy {
    /// Jeffreys' prior: half an answer for every option.
    public static final double JEFFREYS = 0.5;

    private static final double LEAVE_OUT = -1;

    private CrossNegentropy() {}

    /// With the others' shares smoothed, q = (y + a)/(S + K·a).
    ///
    /// @param pseudoCount a ≥ 0; with 0 nothing is smoothed, and the value is undefined when any q = 0
    ///     meets p > 0
    public static Estimate of(CountTable group, CountTable others, double pseudoCount) {
        if (!(pseudoCount >= 0)) {
            throw new IllegalArgumentException("A pseudo-count is 0 or more, not " + pseudoCount);
        }
        return mean(
                group, others, pseudoCount, "mean over items of ln K + Σ p ln q in nats, q smoothed by " + pseudoCount);
    }

    /// Without the terms in which q = 0.
    public static Estimate observed(CountTable group, CountTable others) {
        return mean(group, others, LEAVE_OUT, "mean over items of ln K + Σ p ln q in nats, terms with q = 0 left out");
    }

    private static Estimate mean(CountTable group, CountTable others, double pseudoCount, String method) {
        group.requireSameShape(others);
        double sum = 0;
        int items = 0;
        for (int item = 0; item < group.rows(); item++) {
            if (group.rowTotal(item) > 0 && others.rowTotal(item) > 0) {
                sum += Math.log(group.options().size()) + foretold(group, others, item, pseudoCount);
                items++;
            }
        }
        if (items == 0) {
            return Estimate.undefined("no item was answered by both", method, group.raters(), 0);
        }
        return Double.isInfinite(sum)
                ? Estimate.undefined(
                        "the others never chose an option that the group chose", method, group.raters(), items)
                : Estimate.of(sum / items, method, group.raters(), items);
    }

    /// Σ p ln q on one item; −∞ when an unsmoothed q is 0 where p is not.
    private static double foretold(CountTable group, CountTable others, int item, double pseudoCount) {
        double a = Math.max(pseudoCount, 0);
        double all = others.rowTotal(item) + group.options().size() * a;
        double sum = 0;
        for (int k = 0; k < group.options().size(); k++) {
            double q = (others.count(item, k) + a) / all;
            if (group.count(item, k) > 0 && !(q == 0 && pseudoCount == LEAVE_OUT)) {
                sum += (double) group.count(item, k) / group.rowTotal(item) * Math.log(q);
            }
        }
        return sum;
    }
}
