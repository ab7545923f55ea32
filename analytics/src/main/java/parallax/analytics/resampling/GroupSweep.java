package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;
import parallax.analytics.metric.CrossNegentropy;
import parallax.analytics.metric.GroupMetric;

/// The answers of the raters on an axis, laid out so that every group metric, for any assignment of
/// those raters or of their answers to groups, takes one pass over them.
final class GroupSweep {
    private final AnswerOptions options;
    private final List<GroupMetric> metrics;
    private final int groups;
    private final int[] start;
    private final int[] rater;
    private final byte[] option;
    private final long[] all;
    private final Logarithms logs;
    private final int[] groupOf;
    private final long[] raterKey;
    private final long[] itemKey;
    private final long[] raterHits;
    private final long[] raterAnswers;

    GroupSweep(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics) {
        this.options = matrix.options();
        this.metrics = metrics;
        this.groups = axis.groups().size();
        start = new int[matrix.items().size() + 1];
        rater = new int[matrix.answers()];
        option = new byte[matrix.answers()];
        all = new long[options.size()];
        groupOf = new int[axis.raters()];
        Arrays.setAll(groupOf, axis::groupOf);
        raterKey = ReplicateHash.keys(matrix.raters());
        itemKey = ReplicateHash.keys(matrix.items());
        raterHits = new long[axis.raters()];
        raterAnswers = new long[axis.raters()];
        int next = 0;
        int most = 0;
        for (int item = 0; item + 1 < start.length; item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                if (axis.groupOf(matrix.raterOf(answer)) >= 0) {
                    rater[next] = matrix.raterOf(answer);
                    raterAnswers[rater[next]]++;
                    raterHits[rater[next]] += options.isUnsafe(matrix.optionOf(answer)) ? 1 : 0;
                    option[next++] = (byte) matrix.optionOf(answer);
                    all[matrix.optionOf(answer)]++;
                }
            }
            start[item + 1] = next;
            most = Math.max(most, next - start[item]);
        }
        logs = new Logarithms(most, options.size(), CrossNegentropy.JEFFREYS);
    }

    /// Whether unsafe shares are compared too: the last values of a pass, one for each group.
    private boolean comparesShares() {
        return metrics.contains(GroupMetric.P_UNSAFE) && !options.unsafe().isEmpty();
    }

    /// Scratch space for one thread.
    Pass newPass() {
        return new Pass();
    }

    /// One thread's sums, used again for each assignment.
    final class Pass {
        private final GroupSums[] sums = new GroupSums[groups];
        private final ShareDifference[] differences = new ShareDifference[comparesShares() ? groups : 0];
        private final int[] counts = new int[groups * options.size()];
        private final int[] itemTotals = new int[options.size()];
        private final int[] offset = new int[groupOf.length];
        private long[] order = new long[16];

        private Pass() {
            boolean ordered =
                    metrics.contains(GroupMetric.ALPHA_ORDINAL) || metrics.contains(GroupMetric.ALPHA_INTERVAL);
            Arrays.setAll(sums, group -> new GroupSums(options, ordered, logs));
            Arrays.setAll(differences, group -> new ShareDifference());
        }

        /// The metrics of every group under an assignment of raters: group by group in the order of the
        /// metrics, NaN where undefined; then, where P(unsafe) is among them, the studentised
        /// difference of every group.
        double[] metrics(int[] assigned) {
            clear(assigned);
            for (int item = 0; item + 1 < start.length; item++) {
                if (start[item] < start[item + 1]) {
                    Arrays.fill(counts, 0);
                    for (int answer = start[item]; answer < start[item + 1]; answer++) {
                        counts[offset[rater[answer]] + option[answer]]++;
                    }
                    addItem(start[item + 1] - start[item]);
                }
            }
            return values();
        }

        /// The same with raters in their groups, and on each item the groups of its answers dealt out
        /// again among them.
        double[] metricsWithinItems(long replicate) {
            clear(groupOf);
            for (int item = 0; item + 1 < start.length; item++) {
                if (start[item] < start[item + 1]) {
                    deal(item, replicate);
                    addItem(start[item + 1] - start[item]);
                }
            }
            return values();
        }

        private void clear(int[] assigned) {
            for (GroupSums group : sums) {
                group.clear();
            }
            for (ShareDifference difference : differences) {
                difference.clear();
            }
            for (int who = 0; who < offset.length; who++) {
                offset[who] = Math.max(assigned[who], 0) * options.size();
                for (int group = 0; group < differences.length && assigned[who] >= 0; group++) {
                    differences[group].addRater(assigned[who] == group, raterHits[who], raterAnswers[who]);
                }
            }
        }

        /// Counts an item's answers by group, its groups handed round in the order of what each answer
        /// draws.
        private void deal(int item, long replicate) {
            int n = start[item + 1] - start[item];
            order = order.length < n ? new long[2 * n] : order;
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(n);
            for (int place = 0; place < n; place++) {
                long entity = ReplicateHash.within(itemKey[item], raterKey[rater[start[item] + place]]);
                order[place] = (ReplicateHash.draw(entity, replicate) >>> bits << bits) | place;
            }
            Arrays.sort(order, 0, n);
            Arrays.fill(counts, 0);
            for (int place = 0; place < n; place++) {
                int answer = start[item] + (int) (order[place] & ((1L << bits) - 1));
                counts[offset[rater[start[item] + place]] + option[answer]]++;
            }
        }

        private void addItem(int n) {
            int size = options.size();
            Arrays.fill(itemTotals, 0);
            for (int cell = 0, k = 0; cell < counts.length; cell++) {
                itemTotals[k] += counts[cell];
                k = k + 1 == size ? 0 : k + 1;
            }
            for (int group = 0; group < sums.length; group++) {
                sums[group].add(counts, group * size, itemTotals, n);
            }
            if (differences.length > 0) {
                compareShares(n);
            }
        }

        private void compareShares(int n) {
            int hits = hits(itemTotals, 0);
            for (int group = 0; group < groups; group++) {
                int from = group * options.size();
                int own = 0;
                for (int k = 0; k < options.size(); k++) {
                    own += counts[from + k];
                }
                int ownHits = hits(counts, from);
                differences[group].addItem(ownHits, own, hits - ownHits, n - own);
            }
        }

        private int hits(int[] chosen, int from) {
            int hits = 0;
            for (int k = 0; k < options.size(); k++) {
                hits += options.isUnsafe(k) ? chosen[from + k] : 0;
            }
            return hits;
        }

        private double[] values() {
            double[] values = new double[groups * metrics.size() + differences.length];
            for (int group = 0; group < groups; group++) {
                GroupValues of = new GroupValues(options, sums[group], all);
                for (int metric = 0; metric < metrics.size(); metric++) {
                    values[group * metrics.size() + metric] = of.of(metrics.get(metric));
                }
            }
            for (int group = 0; group < differences.length; group++) {
                values[groups * metrics.size() + group] = differences[group].studentised();
            }
            return values;
        }
    }
}
