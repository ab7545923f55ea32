package parallax.analytics.resampling;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.metric.GroupMetric;

/// Two-way cluster intervals of group metrics: value ± t·√V with V = V(raters) + V(items) − V(answers),
/// each from a [Jackknife], and at least V(items). What the [Estimand] fixes leaves V(the others). The
/// quantile is Student's for the fewest of items, raters of the group and, where others come in, their
/// raters, minus one; and fewer where few of them carry the variance, as where unsafe answers are rare:
/// not more than (Σ d²)²/Σ d⁴ over what leaving out each item, or each rater, changes.
///
/// The others' raters are resampled within their own stratum. An interval is for the value that is to
/// be expected of as many raters, items and answers, so a bias that comes with few answers is in it.
public final class ClusterIntervals {
    /// Where fewer answers chose anything but the commonest option, as many items' worth of them, whole
    /// kinds of items may be missing from the sample, and intervals of metrics that correct for chance
    /// hold too seldom.
    private static final int LEAST_MINORITY = 12;

    private static final double LEAST_DEGREES = 2;

    private final List<GroupMetric> metrics;
    private final List<LeftOut> groups;

    ClusterIntervals(List<GroupMetric> metrics, List<LeftOut> groups) {
        this.metrics = metrics;
        this.groups = groups;
    }

    /// A group's estimate with its 95 % interval, or with the reason for having none in `method`.
    public Estimate withInterval(Estimate estimate, int group, GroupMetric metric) {
        return withInterval(estimate, group, metric, Interval.STANDARD_CONFIDENCE);
    }

    /// The same at another confidence level.
    public Estimate withInterval(Estimate estimate, int group, GroupMetric metric, double confidence) {
        return withInterval(estimate, group, metric, confidence, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    /// The same for another estimand.
    public Estimate withInterval(
            Estimate estimate, int group, GroupMetric metric, double confidence, Estimand estimand) {
        Double value = estimate.value();
        int m = metrics.indexOf(metric);
        if (value == null || m < 0) {
            return estimate;
        }
        LeftOut of = groups.get(group);
        long fewest = fewest(of, metric, estimate.nItems(), estimand);
        if (fewest < 2) {
            return withoutInterval(estimate, "fewer than 2 raters or items");
        }
        double variance = variance(of, m, estimand);
        if (Double.isNaN(variance)) {
            return withoutInterval(estimate, "undefined without some rater or item");
        }
        double degrees = Math.min((double) fewest, carrying(of, m, estimand)) - 1;
        if (correctsForChance(metric)) {
            if (of.itemsWorthOfMinority() < LEAST_MINORITY) {
                return withoutInterval(
                        estimate,
                        "answers beside the most chosen option would fill fewer than " + LEAST_MINORITY + " items");
            }
            if (degrees < LEAST_DEGREES) {
                return withoutInterval(estimate, "too few raters or items carry the variance");
            }
        }
        double upper = (1 + Interval.requireConfidence(confidence)) / 2;
        double half = TDistribution.of(Math.max(1, degrees)).inverseCumulativeProbability(upper) * Math.sqrt(variance);
        Interval bounds = new Interval(
                Math.max(value - half, least(metric)), Math.min(value + half, most(metric)), confidence, estimand);
        return half == 0
                ? withoutInterval(estimate, "nothing varies")
                : estimate.withInterval(bounds, estimate.method() + ", " + method(estimand));
    }

    private static String method(Estimand estimand) {
        return switch (estimand) {
            case ITEMS_AND_RATERS_LIKE_THESE -> "two-way cluster interval (jackknife of raters and items)";
            case THESE_ITEMS_RATERS_LIKE_THESE -> "cluster interval (jackknife of raters)";
            case ITEMS_LIKE_THESE_THESE_RATERS -> "cluster interval (jackknife of items)";
        };
    }

    private static long fewest(LeftOut of, GroupMetric metric, long items, Estimand estimand) {
        long raters =
                metric.comparesGroups() ? Math.min(of.ofRaters.number, of.ofOtherRaters.number) : of.ofRaters.number;
        return switch (estimand) {
            case ITEMS_AND_RATERS_LIKE_THESE -> Math.min(items, raters);
            case THESE_ITEMS_RATERS_LIKE_THESE -> raters;
            case ITEMS_LIKE_THESE_THESE_RATERS -> items;
        };
    }

    private static double variance(LeftOut of, int m, Estimand estimand) {
        double ofItems = of.ofItems.variance(m);
        double ofRaters = of.ofRaters.variance(m) + of.ofOtherRaters.variance(m);
        return switch (estimand) {
            case ITEMS_AND_RATERS_LIKE_THESE -> Math.max(ofItems + ofRaters - of.ofAnswers.variance(m), ofItems);
            case THESE_ITEMS_RATERS_LIKE_THESE -> ofRaters;
            case ITEMS_LIKE_THESE_THESE_RATERS -> ofItems;
        };
    }

    /// How many of what varies carry the variance.
    private static double carrying(LeftOut of, int m, Estimand estimand) {
        return estimand.samplesItems() ? of.ofItems.effective(m) : of.ofRaters.effective(m);
    }

    /// Whether a metric divides by a disagreement to expect by chance, which is next to nothing where
    /// nearly all answers are the same.
    private static boolean correctsForChance(GroupMetric metric) {
        return switch (metric) {
            case ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL, FLEISS_KAPPA, XRR, GAI -> true;
            default -> false;
        };
    }

    private static double least(GroupMetric metric) {
        return switch (metric) {
            case ENTROPY, NEGENTROPY, PLURALITY_SIZE, PERCENT_AGREEMENT -> 0;
            default -> Double.NEGATIVE_INFINITY;
        };
    }

    private static double most(GroupMetric metric) {
        return switch (metric) {
            case PLURALITY_SIZE, PERCENT_AGREEMENT, ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL -> 1;
            case FLEISS_KAPPA, GWET_AC1, XRR -> 1;
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private static Estimate withoutInterval(Estimate estimate, String why) {
        return Estimate.of(
                estimate.orThrow(), estimate.method() + "; no interval: " + why, estimate.nRaters(), estimate.nItems());
    }
}
