package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import parallax.analytics.Axis;
import parallax.analytics.metric.GroupMetric;

/// The null distributions of every metric of every group on one axis, from one set of replicates.
public final class PermutationNulls {
    private final Axis axis;
    private final List<GroupMetric> metrics;
    private final double[] observed;
    private final double[][] draws;
    private final PermutationRule rule;

    PermutationNulls(Axis axis, List<GroupMetric> metrics, double[] observed, double[][] draws, PermutationRule rule) {
        this.axis = axis;
        this.metrics = metrics;
        this.observed = observed;
        this.draws = draws;
        this.rule = rule;
    }

    public List<GroupMetric> metrics() {
        return metrics;
    }

    /// One group's null of one metric. That of P(unsafe) takes its p-value from the studentised
    /// difference.
    public NullDistribution of(int group, GroupMetric metric) {
        int studentised = axis.groups().size() * metrics.size() + group;
        return metric == GroupMetric.P_UNSAFE && studentised < observed.length
                ? ofValue(group, metric).judgedBy(column(studentised))
                : ofValue(group, metric);
    }

    /// The same, its p-value that of the metric's own value.
    NullDistribution ofValue(int group, GroupMetric metric) {
        return column(group * metrics.size() + position(metric));
    }

    private NullDistribution column(int column) {
        return new NullDistribution(
                observed[column],
                Arrays.stream(draws).mapToDouble(draw -> draw[column]).toArray(),
                rule);
    }

    /// The null of the largest GAI on the axis, over the groups in which it is defined.
    public NullDistribution ofLargestGai() {
        return new NullDistribution(
                largestGai(observed),
                Arrays.stream(draws).mapToDouble(this::largestGai).toArray(),
                rule);
    }

    private double largestGai(double[] values) {
        double largest = Double.NaN;
        for (int group = 0; group < axis.groups().size(); group++) {
            double gai = values[group * metrics.size() + position(GroupMetric.GAI)];
            largest = Double.isNaN(gai) || gai < largest ? largest : gai;
        }
        return largest;
    }

    private int position(GroupMetric metric) {
        int position = metrics.indexOf(metric);
        if (position < 0) {
            throw new IllegalArgumentException(metric.label() + " was not part of this test");
        }
        return position;
    }
}
