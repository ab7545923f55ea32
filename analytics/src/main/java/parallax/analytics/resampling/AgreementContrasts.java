package parallax.analytics.resampling;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import parallax.analytics.metric.GroupMetric;

/// Whether the metrics of a group differ from everyone else's, where raters may not be exchanged: a
/// contrast that is 0 in expectation where all answer alike, over its two-way jackknife standard error,
/// against Student's distribution for the fewest of items and raters of either side, minus one.
///
/// The contrasts are the difference of the two for agreement and reliability; for entropy and
/// negentropy the mean over items of the difference at equal numbers of answers ([Rarefaction]); for
/// XRR its difference from the mean of the two alphas; and for GAI the difference of the two that it is
/// the ratio of, alpha − XRR. V = V(items, left out on both sides) + V(raters of the group) + V(raters
/// of the others) − V(answers).
public final class AgreementContrasts {
    private final List<GroupMetric> metrics;
    private final List<LeftOut> groups;

    AgreementContrasts(List<GroupMetric> metrics, List<LeftOut> groups) {
        this.metrics = metrics;
        this.groups = groups;
    }

    /// The two-sided p-value of a group's metric, or null where its contrast is undefined or does not
    /// vary.
    public @Nullable Double p(int group, GroupMetric metric) {
        LeftOut of = groups.get(group);
        int value = metrics.size() + metrics.indexOf(metric);
        long fewest = Math.min(of.ofItems.number, Math.min(of.ofRaters.number, of.ofOtherRaters.number));
        if (metrics.indexOf(metric) < 0 || fewest < 2) {
            return null;
        }
        double ofAnswers = of.ofAnswers.variance(value);
        double variance =
                of.ofItems.variance(value) + of.ofRaters.variance(value) + of.ofOtherRaters.variance(value) - ofAnswers;
        double t = Math.abs(of.values()[value]) / Math.sqrt(Math.max(variance, of.ofItems.variance(value)));
        double df = Math.min((double) fewest, of.ofItems.effective(value)) - 1;
        return Double.isFinite(t) && df > 0 ? 2 * TDistribution.of(df).survivalProbability(t) : null;
    }
}
