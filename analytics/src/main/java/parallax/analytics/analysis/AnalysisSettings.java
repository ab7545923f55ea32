package parallax.analytics.analysis;

import java.util.Set;
import java.util.TreeSet;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.metric.GroupMetric;

/// What to compute, and how.
///
/// @param unsure       what an Unsure answer counts as
/// @param ordered      whether the options are a scale, which adds ordinal and interval metrics
/// @param permutations replicates of the permutation test, 0 for none
/// @param bootstrap    replicates of the crossed bootstrap, 0 for none
/// @param seed         where every random draw comes from
/// @param minGroup     groups of fewer raters are left undefined
/// @param graspP       whether p-values follow GRASP's strict rule instead of the two-sided one
/// @param metrics      the names of the metrics asked for; empty for all
public record AnalysisSettings(
        UnsurePolicy unsure,
        boolean ordered,
        int permutations,
        int bootstrap,
        long seed,
        int minGroup,
        boolean graspP,
        Set<String> metrics) {

    private static final Set<String> BESIDE_GROUP_METRICS = Set.of(
            "answerDistribution",
            "contestedShare",
            "diversitySensitivityIndex",
            "gaiCentred",
            "gaiZ",
            "unitQuality",
            "workerQuality",
            "annotationQuality",
            "labelAgreement",
            "goldAgreement");

    public AnalysisSettings {
        metrics = Set.copyOf(metrics);
        Set<String> unknown = new TreeSet<>(metrics);
        unknown.removeAll(metricNames());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No metric is called " + unknown + "; there are " + metricNames());
        }
        if (permutations < 0 || bootstrap < 0 || minGroup < 1) {
            throw new IllegalArgumentException(
                    "Permutations and bootstrap replicates are 0 or more, the smallest group 1 or more");
        }
    }

    /// Everything, by the defaults of the command.
    public static AnalysisSettings standard() {
        return new AnalysisSettings(UnsurePolicy.CATEGORY, false, 1000, 2000, 1, 1, false, Set.of());
    }

    /// Every metric's name, in alphabetical order.
    public static Set<String> metricNames() {
        Set<String> names = new TreeSet<>(BESIDE_GROUP_METRICS);
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
