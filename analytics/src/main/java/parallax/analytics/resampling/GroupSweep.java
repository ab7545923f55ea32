package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;
import parallax.analytics.metric.CrossNegentropy;
import parallax.analytics.metric.GroupMetric;

/// The answers of the raters on an axis, laid out so that every group metric, for any assignment of those
/// raters to groups, takes one pass over them.
final class GroupSweep {
    private final AnswerOptions options;
    private final List<GroupMetric> metrics;
    private final int groups;
    private final int[] start;
    private final int[] rater;
    private final byte[] option;
    private final long[] all;
    private final Logarithms logs;

    GroupSweep(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics) {
        this.options = matrix.options();
        this.metrics = metrics;
        this.groups = axis.groups().size();
        start = new int[matrix.items().size() + 1];
        rater = new int[matrix.answers()];
        option = new byte[matrix.answers()];
        all = new long[options.size()];
        int next = 0;
        int most = 0;
        for (int item = 0; item + 1 < start.length; item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                if (axis.groupOf(matrix.raterOf(answer)) >= 0) {
                    rater[next] = matrix.raterOf(answer);
                    option[next++] = (byte) matrix.optionOf(answer);
                    all[matrix.optionOf(answer)]++;
                }
            }
            start[item + 1] = next;
            most = Math.max(most, next - start[item]);
        }
        logs = new Logarithms(most, options.size(), CrossNegentropy.JEFFREYS);
    }

    /// Scratch space for one thread.
    Pass newPass() {
        return new Pass();
    }

    /// One thread's sums, used again for each assignment.
    final class Pass {
        private final GroupSums[] sums = new GroupSums[groups];
        private final int[] counts = new int[groups * options.size()];
        private final int[] itemTotals = new int[options.size()];
        private final int[] offset = new int[maxRater() + 1];

        private Pass() {
            boolean ordered =
                    metrics.contains(GroupMetric.ALPHA_ORDINAL) || metrics.contains(GroupMetric.ALPHA_INTERVAL);
            for (int group = 0; group < groups; group++) {
                sums[group] = new GroupSums(options, ordered, logs);
            }
        }

        /// The metrics of every group under an assignment: group by group in the order of the metrics,
        /// NaN where undefined.
        double[] metrics(int[] groupOf) {
            for (int who = 0; who < offset.length; who++) {
                offset[who] = Math.max(groupOf[who], 0) * options.size();
            }
            for (GroupSums group : sums) {
                group.clear();
            }
            for (int item = 0; item + 1 < start.length; item++) {
                if (start[item] < start[item + 1]) {
                    addItem(item);
                }
            }
            return values();
        }

        private void addItem(int item) {
            Arrays.fill(counts, 0);
            for (int answer = start[item]; answer < start[item + 1]; answer++) {
                counts[offset[rater[answer]] + option[answer]]++;
            }
            int size = options.size();
            Arrays.fill(itemTotals, 0);
            for (int cell = 0, k = 0; cell < counts.length; cell++) {
                itemTotals[k] += counts[cell];
                k = k + 1 == size ? 0 : k + 1;
            }
            int n = start[item + 1] - start[item];
            for (int group = 0; group < sums.length; group++) {
                sums[group].add(counts, group * size, itemTotals, n);
            }
        }

        private double[] values() {
            double[] values = new double[groups * metrics.size()];
            for (int group = 0; group < groups; group++) {
                GroupValues of = new GroupValues(options, sums[group], all);
                for (int metric = 0; metric < metrics.size(); metric++) {
                    values[group * metrics.size() + metric] = of.of(metrics.get(metric));
                }
            }
            return values;
        }

        private int maxRater() {
            int max = -1;
            for (int who : rater) {
                max = Math.max(max, who);
            }
            return max;
        }
    }
}
