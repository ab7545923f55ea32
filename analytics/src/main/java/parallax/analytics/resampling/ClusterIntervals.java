package parallax.analytics.resampling;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.metric.GroupMetric;

/// Two-way cluster intervals of group metrics: value ± t·√V with V = V(raters) + V(items) − V(answers),
/// each from a [Jackknife], and Student's quantile for the fewest of items, raters of the group and, where
/// others come in, their raters, minus one.
///
/// The others' raters are resampled within their own stratum. An interval is for the value that is to be
/// expected of as many raters, items and answers, so a bias that comes with few answers is in it.
public final class ClusterIntervals {
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
        Double value = estimate.value();
        int m = metrics.indexOf(metric);
        if (value == null || m < 0) {
            return estimate;
        }
        LeftOut of = groups.get(group);
        long raters = of.ofRaters.number;
        if (metric.comparesGroups()) {
            raters = Math.min(raters, of.ofOtherRaters.number);
        }
        long smaller = Math.min(raters, estimate.nItems());
        if (smaller < 2) {
            return withoutInterval(estimate, "fewer than 2 raters or items");
        }
        double ofAnswers = of.ofAnswers.variance(m);
        double variance = of.ofRaters.variance(m) + of.ofOtherRaters.variance(m) + of.ofItems.variance(m) - ofAnswers;
        if (Double.isNaN(variance)) {
            return withoutInterval(estimate, "undefined without some rater or item");
        }
        double upper = (1 + Interval.requireConfidence(confidence)) / 2;
        double quantile = TDistribution.of(smaller - 1.0).inverseCumulativeProbability(upper);
        double half = quantile * Math.sqrt(Math.max(variance, ofAnswers));
        return estimate.withInterval(
                new Interval(
                        Math.max(value - half, least(metric)),
                        Math.min(value + half, most(metric)),
                        confidence,
                        Estimand.ITEMS_AND_RATERS_LIKE_THESE),
                estimate.method() + ", two-way cluster interval (jackknife of raters and items)");
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
