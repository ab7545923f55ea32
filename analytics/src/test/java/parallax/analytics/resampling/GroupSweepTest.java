package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.ResponseCounts;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.metric.GroupMetric;

/// The one-pass sums against the metrics' own files, which are the obvious way to compute them.
class GroupSweepTest {
    private static final List<GroupMetric> ALL = List.of(GroupMetric.values());

    @RepeatedTest(60)
    void every_metric_of_every_group_equals_its_own_file(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        SimulatedRatings design = new SimulatedRatings(
                1 + random.nextInt(12), 1 + random.nextInt(15), 0.1 + 0.9 * random.nextDouble(), 1, 1);
        RatingMatrix matrix = design.draw(random);
        check(matrix, design.axis(1 + random.nextInt(4), random.nextBoolean(), random), seed);
    }

    @RepeatedTest(20)
    void also_with_five_options_and_large_items(RepetitionInfo repetition) {
        long seed = 1000L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        RatingMatrixBuilder builder = RatingMatrix.builder(AnswerOptions.of("a", "b", "c", "d", "e")
                .withUnsafe("d", "e")
                .withValues(List.of(0.0, 1.0, 3.0, 4.0, 9.0)));
        for (int item = 0; item < 3; item++) {
            for (int rater = 0; rater < 700; rater++) {
                if (rater % 3 != item || random.nextBoolean()) {
                    builder.add(
                            "i" + item,
                            "r" + rater,
                            "abcde".substring(random.nextInt(5)).substring(0, 1));
                }
            }
        }
        SimulatedRatings groups = new SimulatedRatings(3, 700, 1, 1, 1);
        check(builder.build(), groups.axis(3, true, random), seed);
    }

    private static void check(RatingMatrix matrix, Axis axis, long seed) {
        if (axis.groups().isEmpty()) {
            return;
        }
        int[] groupOf = new int[axis.raters()];
        Arrays.setAll(groupOf, axis::groupOf);
        double[] values = new GroupSweep(matrix, axis, ALL).newPass().metrics(groupOf);
        ResponseCounts counts = matrix.counts(axis);
        for (int group = 0; group < axis.groups().size(); group++) {
            for (int place = 0; place < ALL.size(); place++) {
                GroupMetric metric = ALL.get(place);
                Estimate expected = metric.of(counts.of(group), counts.rest(group));
                double actual = values[group * ALL.size() + place];
                String what = metric + " of group " + group + " at seed " + seed + ": " + expected.reason();
                if (expected.value() == null) {
                    assertTrue(Double.isNaN(actual), what + " but " + actual);
                } else {
                    assertEquals(expected.value(), actual, 1e-11 * Math.max(1, Math.abs(expected.value())), what);
                }
            }
        }
    }
}
