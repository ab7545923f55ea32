package parallax.analytics.metric;

import java.util.BitSet;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// The share of answers that chose any of the given options in a group, against the same share among
/// others: their difference and their ratio, with intervals and a p-value.
///
/// Two shares of the same items vary together, so that their difference is more precise than two
/// intervals suggest. With s = (Σ y − p·n)/N of an item's answers, their covariance is I/(I − 1) · Σ
/// s(group)·s(others) over the items that both answered, and ρ that over √(V(group)·V(others)). The
/// bounds of the difference d come from those of each share by itself ([PooledShare]): below, d − √(a²
/// + b² − 2ρab), where a is the way from the group's share down to its lower bound and b from the
/// others' up to their upper one; above, the other way round. Those of the ratio come from the shares'
/// logarithms in the same way. So they stay in range, and have a width where one side never chose or
/// always did. Student's quantile is the one for the fewest of the clusters that vary, minus one. The
/// p-value is that of the widest interval of the difference that leaves 0 out.
///
/// Undefined where a side has no answers, the ratio also where none of the others chose. Without
/// interval and p where a side has fewer than two raters or items.
///
/// @see <a href="https://doi.org/10.1198/jbes.2010.07136">Cameron, Gelbach, Miller 2011, §2</a>
/// @see <a href="https://doi.org/10.1002/sim.3095">Zou, Donner 2008, Construction of confidence limits
///     about effect measures</a>
public final class ShareContrast {
    private static final String DIFFERENCE = "difference of pooled shares";
    private static final String RATIO = "ratio of pooled shares";

    /// Further than so many standard errors nothing is told apart.
    private static final double FAR = 1e9;

    private final PooledShare.Spread group;
    private final PooledShare.Spread others;
    private final Estimand estimand;
    private final double correlation;

    private ShareContrast(PooledShare.Spread group, PooledShare.Spread others, Estimand estimand, double correlation) {
        this.group = group;
        this.others = others;
        this.estimand = estimand;
        this.correlation = correlation;
    }

    /// The answers of one side.
    ///
    /// @param byItem  item × option counts
    /// @param byRater rater × option counts of the same answers
    public record Side(CountTable byItem, CountTable byRater) {}

    /// @param chosen   the options whose share is compared
    /// @param estimand what intervals and p are about
    public static ShareContrast of(Side group, Side others, BitSet chosen, Estimand estimand) {
        group.byItem.requireSameShape(others.byItem);
        PooledShare.Spread own = PooledShare.Spread.of(group.byItem, group.byRater, chosen, estimand);
        PooledShare.Spread theirs = PooledShare.Spread.of(others.byItem, others.byRater, chosen, estimand);
        double both = Math.sqrt(own.variance() * theirs.variance());
        double correlation = estimand.samplesItems() && both > 0
                ? covariance(group.byItem, own.share(), others.byItem, theirs.share(), chosen) / both
                : 0;
        return new ShareContrast(own, theirs, estimand, Math.max(-1, Math.min(correlation, 1)));
    }

    private static double covariance(
            CountTable group, double ofGroup, CountTable others, double ofOthers, BitSet chosen) {
        double sum = 0;
        int items = 0;
        for (int item = 0; item < group.rows(); item++) {
            int own = group.rowTotal(item);
            int theirs = others.rowTotal(item);
            if (own > 0 && theirs > 0) {
                items++;
                sum += (PUnsafe.chosen(group, item, chosen) - ofGroup * own)
                        * (PUnsafe.chosen(others, item, chosen) - ofOthers * theirs);
            }
        }
        return items < 2 ? 0 : items / (items - 1.0) * sum / ((double) group.total() * others.total());
    }

    /// The group's share minus the others', in [−1, 1].
    public Estimate difference(double confidence) {
        if (answers() == 0) {
            return undefined("a side has no answers", DIFFERENCE);
        }
        return bounded(difference(), DIFFERENCE, confidence, this::differenceBelow, this::differenceAbove);
    }

    /// The group's share over the others', 0 or more.
    public Estimate ratio(double confidence) {
        if (answers() == 0) {
            return undefined("a side has no answers", RATIO);
        }
        if (others.share() == 0) {
            return undefined("none of the others chose", RATIO);
        }
        double ratio = group.share() / others.share();
        return ratio == 0
                ? withoutInterval(ratio, RATIO, "none of the group chose")
                : bounded(ratio, RATIO, confidence, this::ratioBelow, this::ratioAbove);
    }

    /// The two-sided p-value of equal shares, or null where there is none.
    public @Nullable Double p() {
        if (answers() == 0 || clusters() < 2) {
            return null;
        }
        double difference = difference();
        DoubleUnaryOperator beyond = difference > 0 ? this::differenceBelow : q -> -differenceAbove(q);
        if (difference == 0) {
            return 1.0;
        }
        double near = 0;
        double far = 1;
        while (far < FAR && beyond.applyAsDouble(far) > 0) {
            near = far;
            far *= 2;
        }
        for (int halving = 0; halving < 60; halving++) {
            double middle = (near + far) / 2;
            if (beyond.applyAsDouble(middle) > 0) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return 2 * student().survivalProbability(near);
    }

    /// The difference over its standard error, √(V(group) + V(others) − 2·Cov); NaN without a second
    /// rater or item on each side.
    public double studentised() {
        double product = Math.sqrt(group.variance() * others.variance());
        double variance = group.variance() + others.variance() - 2 * correlation * product;
        return clusters() < 2 ? Double.NaN : difference() / Math.sqrt(variance);
    }

    private Estimate bounded(
            double value, String name, double confidence, DoubleUnaryOperator below, DoubleUnaryOperator above) {
        if (clusters() < 2) {
            return withoutInterval(value, name, "fewer than 2 raters or items on a side");
        }
        double quantile = student().inverseCumulativeProbability((1 + Interval.requireConfidence(confidence)) / 2);
        Interval bounds =
                new Interval(below.applyAsDouble(quantile), above.applyAsDouble(quantile), confidence, estimand);
        return Estimate.of(value, name, group.raters().filled(), group.items().filled())
                .withInterval(bounds, name + ", " + PooledShare.clusteredBy(estimand));
    }

    private Estimate withoutInterval(double value, String name, String why) {
        return Estimate.of(
                value,
                name + "; no interval: " + why,
                group.raters().filled(),
                group.items().filled());
    }

    private Estimate undefined(String reason, String name) {
        return Estimate.undefined(reason, name, group.raters().filled(), 0);
    }

    private long answers() {
        return Math.min(group.items().answers(), others.items().answers());
    }

    private int clusters() {
        return Math.min(group.clusters(), others.clusters());
    }

    private TDistribution student() {
        return TDistribution.of(clusters() - 1.0);
    }

    private double difference() {
        return group.share() - others.share();
    }

    private double differenceBelow(double quantile) {
        return difference()
                - away(
                        group.share() - group.bounds(quantile).low(),
                        others.bounds(quantile).high() - others.share());
    }

    private double differenceAbove(double quantile) {
        return difference()
                + away(
                        group.bounds(quantile).high() - group.share(),
                        others.share() - others.bounds(quantile).low());
    }

    private double ratioBelow(double quantile) {
        double own = Math.log(group.share() / group.bounds(quantile).low());
        double theirs = Math.log(others.bounds(quantile).high() / others.share());
        return group.share() / others.share() * Math.exp(-away(own, theirs));
    }

    private double ratioAbove(double quantile) {
        double own = Math.log(group.bounds(quantile).high() / group.share());
        double theirs = Math.log(others.share() / others.bounds(quantile).low());
        return group.share() / others.share() * Math.exp(away(own, theirs));
    }

    /// √(a² + b² − 2ρab).
    private double away(double ofGroup, double ofOthers) {
        return Math.sqrt(ofGroup * ofGroup + ofOthers * ofOthers - 2 * correlation * ofGroup * ofOthers);
    }
}
