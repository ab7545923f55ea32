package parallax.analytics.analysis;

import java.util.Set;
import java.util.TreeSet;
import parallax.analytics.Estimand;
import parallax.analytics.Interval;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.metric.GroupMetric;

/// What to compute, and how.
///
/// @param unsure     what an Unsure answer counts as
/// @param ordered    whether the options are a scale, which adds ordinal and interval metrics
/// @param resampling replicates, their seed, and how p-values are read off them
/// @param confidence the level of every interval, between 0 and 1
/// @param estimand   what intervals and contrasts are about
/// @param minGroup   groups of fewer raters are left undefined
/// @param metrics    the names of the metrics asked for; empty for all but those of the crossed model, which takes
/// seconds
public record AnalysisSettings(
        UnsurePolicy unsure,
        boolean ordered,
        Resampling resampling,
        double confidence,
        Estimand estimand,
        int minGroup,
        Set<String> metrics) {

    private static final Set<String> BESIDE_GROUP_METRICS = Set.of(
            "answerDistribution",
            "pUnsafeDifference",
            "pUnsafeRatio",
            "contestedShare",
            "diversitySensitivityIndex",
            "gaiCentred",
            "gaiZ",
            "unitQuality",
            "workerQuality",
            "annotationQuality",
            "labelAgreement",
            "goldAgreement",
            "testRetestAgreement",
            "testRetestAlpha");

    public AnalysisSettings {
        metrics = Set.copyOf(metrics);
        Set<String> unknown = new TreeSet<>(metrics);
        unknown.removeAll(metricNames());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No metric is called " + unknown + "; there are " + metricNames());
        }
        if (minGroup < 1) {
            throw new IllegalArgumentException("The smallest group has 1 rater or more, not " + minGroup);
        }
        Interval.requireConfidence(confidence);
    }

    /// Everything, by the defaults of the command.
    public static AnalysisSettings standard() {
        return of(UnsurePolicy.CATEGORY, Resampling.standard());
    }

    /// Every metric of unordered options, groups of any size, intervals at 95 %.
    public static AnalysisSettings of(UnsurePolicy unsure, Resampling resampling) {
        boolean ordered = false;
        return new AnalysisSettings(
                unsure,
                ordered,
                resampling,
                Interval.STANDARD_CONFIDENCE,
                Estimand.ITEMS_AND_RATERS_LIKE_THESE,
                1,
                Set.of());
    }

    /// The same, and ordinal and interval metrics as well: the options are a scale.
    public AnalysisSettings onScale() {
        boolean scale = true;
        return new AnalysisSettings(unsure, scale, resampling, confidence, estimand, minGroup, metrics);
    }

    /// The same for these metrics alone.
    public AnalysisSettings withMetrics(Set<String> names) {
        return new AnalysisSettings(unsure, ordered, resampling, confidence, estimand, minGroup, names);
    }

    /// The same with intervals of another level.
    public AnalysisSettings withConfidence(double level) {
        return new AnalysisSettings(unsure, ordered, resampling, level, estimand, minGroup, metrics);
    }

    /// Every metric's name, in alphabetical order.
    public static Set<String> metricNames() {
        Set<String> names = new TreeSet<>(BESIDE_GROUP_METRICS);
        names.addAll(Modelled.METRICS);
        for (GroupMetric metric : GroupMetric.values()) {
            names.add(metric.label());
        }
        return names;
    }

    boolean wants(String metric) {
        return metrics.isEmpty() || metrics.contains(metric);
    }

    boolean wants(GroupMetric metric) {
        boolean forGai = metric == GroupMetric.GAI && (wants("gaiCentred") || wants("gaiZ"));
        return (wants(metric.label()) || forGai) && (ordered || !metric.readsOrder());
    }
}
