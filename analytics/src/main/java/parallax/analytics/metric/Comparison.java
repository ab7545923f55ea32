package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.SoftLabel;

/// The two ways of comparing the answer shares of two groups: pooled over everything (marginal), or item
/// by item and averaged. Item by item is biased up at small numbers of answers, so read it against its
/// permutation null.
final class Comparison {

    /// A number for two distributions over the same options; infinite where it is undefined.
    @FunctionalInterface
    interface Divergence {
        double between(double[] p, double[] q);
    }

    private Comparison() {}

    /// Of the shares of all answers of each group. Undefined when either group has no answers.
    static Estimate marginal(CountTable group, CountTable others, Divergence divergence, String name) {
        group.requireSameShape(others);
        String method = name + " of the pooled shares";
        int items = group.rowsWithAtLeast(1);
        if (items == 0 || others.total() == 0) {
            String whose = items == 0 ? "the group has" : "the others have";
            return Estimate.undefined(whose + " no answers", method, group.raters(), items);
        }
        return estimate(divergence.between(pooled(group), pooled(others)), method, group, items);
    }

    /// The mean over the items that both answered. Undefined when there is none.
    static Estimate itemwise(CountTable group, CountTable others, Divergence divergence, String name) {
        group.requireSameShape(others);
        String method = "mean over items of the " + name;
        double[] p = new double[group.options().size()];
        double[] q = p.clone();
        double sum = 0;
        int items = 0;
        for (int item = 0; item < group.rows(); item++) {
            if (group.rowTotal(item) > 0 && others.rowTotal(item) > 0) {
                for (int k = 0; k < p.length; k++) {
                    p[k] = (double) group.count(item, k) / group.rowTotal(item);
                    q[k] = (double) others.count(item, k) / others.rowTotal(item);
                }
                sum += divergence.between(p, q);
                items++;
            }
        }
        return items == 0
                ? Estimate.undefined("no item was answered by both", method, group.raters(), 0)
                : estimate(sum / items, method, group, items);
    }

    static double between(SoftLabel p, SoftLabel q, Divergence divergence) {
        if (p.shares().size() != q.shares().size()) {
            throw new IllegalArgumentException("Labels over different options: " + p + " and " + q);
        }
        return divergence.between(array(p), array(q));
    }

    private static Estimate estimate(double value, String method, CountTable group, int items) {
        return Double.isInfinite(value)
                ? Estimate.undefined(
                        "the others never chose an option that the group chose", method, group.raters(), items)
                : Estimate.of(value, method, group.raters(), items);
    }

    private static double[] pooled(CountTable table) {
        double[] shares = new double[table.options().size()];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = (double) table.optionTotal(k) / table.total();
        }
        return shares;
    }

    private static double[] array(SoftLabel label) {
        return label.shares().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
