package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.ResponseCounts;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.Threads;
import parallax.analytics.WorkedExample;
import parallax.analytics.metric.GroupMetric;

/// Leaving out raters, items and answers, against computing everything anew without them.
class JackknifeTest {
    private static final List<GroupMetric> ALL =
            Jackknife.METRICS.stream().sorted().toList();
    private static final Threads ONE = new Threads(1, Progress.SILENT);

    @RepeatedTest(20)
    void leaving_out_is_computing_anew_without(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SimulatedRatings design = new SimulatedRatings(6, 9, 0.3 + 0.7 * random.nextDouble(), 1, 1);
        RatingMatrix matrix = design.draw(random);
        Axis axis = design.axis(2, true, random);
        for (int group = 0; group < axis.groups().size(); group++) {
            LeftOut leftOut = Jackknife.leftOut(matrix, axis, ALL, ONE).get(group);
            for (int metric = 0; metric < ALL.size(); metric++) {
                String place = ALL.get(metric) + " of group " + group + " at seed " + repetition.getCurrentRepetition();
                Squares squares = new Squares(matrix, axis, group, ALL.get(metric));
                same(squares.withoutItems(), leftOut.ofItems, metric, place);
                same(squares.withoutAnswers(), leftOut.ofAnswers, metric, place);
                same(squares.withoutRaters(true), leftOut.ofRaters, metric, place);
                same(squares.withoutRaters(false), leftOut.ofOtherRaters, metric, place);
            }
        }
    }

    @Test
    void the_interval_of_alpha_follows_from_the_variances() {
        // alpha of the worked example is 35/123; without a rater or an item, from counts that a reader can write down
        Axis everyone = Axis.everyone(4);
        Squares squares = new Squares(WorkedExample.MATRIX, everyone, 0, GroupMetric.ALPHA_NOMINAL);
        double ofAnswers = 11 / 12.0 * squares.withoutAnswers();
        double variance = 3 / 4.0 * squares.withoutRaters(true) + 2 / 3.0 * squares.withoutItems() - ofAnswers;
        Estimate alpha = GroupMetric.ALPHA_NOMINAL.of(WorkedExample.everyone(), WorkedExample.everyone());
        Estimate bounded = Jackknife.of(WorkedExample.MATRIX, everyone, ALL, ONE)
                .withInterval(alpha, 0, GroupMetric.ALPHA_NOMINAL);
        Interval interval = bounded.interval();
        assertNotNull(interval);
        // three items leave 2 degrees of freedom, whose quantile is .95/√(2 · .975 · .025)
        double half = 0.95 / Math.sqrt(2 * 0.975 * 0.025) * Math.sqrt(Math.max(variance, ofAnswers));
        assertEquals(35 / 123.0 - half, interval.low(), 1e-12);
        assertEquals(Math.min(1, 35 / 123.0 + half), interval.high(), 1e-12);
        assertTrue(bounded.method().endsWith("two-way cluster interval (jackknife of raters and items)"));
    }

    @Test
    void too_little_to_leave_out_gives_no_interval_and_says_so() {
        RatingMatrix oneItem = WorkedExample.matrix(List.of("Yes", "No", "Yes"));
        Estimate entropy = GroupMetric.ENTROPY.of(oneItem.countsByItem(), oneItem.countsByItem());
        Estimate bounded =
                Jackknife.of(oneItem, Axis.everyone(3), ALL, ONE).withInterval(entropy, 0, GroupMetric.ENTROPY);
        assertNull(bounded.interval());
        assertTrue(bounded.method().endsWith("no interval: fewer than 2 raters or items"), bounded.method());
        // without r1 every answer is the same, so alpha cannot be
        RatingMatrix oneDissents = WorkedExample.matrix(List.of("Yes", "No", "No"), List.of("No", "No", "No"));
        Estimate alpha = GroupMetric.ALPHA_NOMINAL.of(oneDissents.countsByItem(), oneDissents.countsByItem());
        Estimate unbounded =
                Jackknife.of(oneDissents, Axis.everyone(3), ALL, ONE).withInterval(alpha, 0, GroupMetric.ALPHA_NOMINAL);
        assertNull(unbounded.interval());
        assertTrue(unbounded.method().endsWith("no interval: undefined without some rater or item"));
        Estimate nothing = Estimate.undefined("no answers", "entropy", 0, 0);
        assertEquals(
                nothing,
                Jackknife.of(oneItem, Axis.everyone(3), ALL, ONE).withInterval(nothing, 0, GroupMetric.ENTROPY));
        assertThrows(
                IllegalArgumentException.class,
                () -> Jackknife.of(oneItem, Axis.everyone(3), List.of(GroupMetric.JSD_MARGINAL), ONE));
    }

    private static void same(double expected, LeftOut.Variation actual, int metric, String place) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(actual.squares[metric]), place);
        } else {
            assertEquals(expected, actual.squares[metric], 1e-9 * Math.max(1, expected), place);
        }
    }

    /// The obvious way: a matrix without the thing, counted and computed anew.
    private record Squares(RatingMatrix matrix, Axis axis, int group, GroupMetric metric) {
        double withoutItems() {
            double sum = 0;
            for (int item = 0; item < matrix.items().size(); item++) {
                int start = matrix.start(item);
                int end = matrix.start(item + 1);
                sum += change(answer -> answer >= start && answer < end);
            }
            return sum;
        }

        double withoutAnswers() {
            double sum = 0;
            for (int one = 0; one < matrix.answers(); one++) {
                int left = one;
                sum += axis.groupOf(matrix.raterOf(one)) < 0 ? 0 : change(answer -> answer == left);
            }
            return sum;
        }

        double withoutRaters(boolean own) {
            double sum = 0;
            for (int who = 0; who < matrix.raters().size(); who++) {
                int left = who;
                if (axis.groupOf(who) >= 0 && (axis.groupOf(who) == group) == own) {
                    sum += change(answer -> matrix.raterOf(answer) == left);
                }
            }
            return sum;
        }

        private double change(IntPredicate leftOut) {
            RatingMatrixBuilder builder = RatingMatrix.builder(matrix.options());
            matrix.items().forEach(builder::item);
            matrix.raters().forEach(builder::rater);
            boolean any = false;
            for (int item = 0; item < matrix.items().size(); item++) {
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    if (leftOut.test(answer)) {
                        any = true;
                    } else {
                        builder.add(item, matrix.raterOf(answer), matrix.optionOf(answer));
                    }
                }
            }
            double change = any ? value(builder.build()) - value(matrix) : 0;
            return change * change;
        }

        private double value(RatingMatrix ratings) {
            ResponseCounts counts = ratings.counts(axis);
            Double value = metric.of(counts.of(group), counts.rest(group)).value();
            return value == null ? Double.NaN : value;
        }
    }
}
