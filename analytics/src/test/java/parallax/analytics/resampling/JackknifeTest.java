package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
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
            LeftOut leftOut = Jackknife.leftOut(matrix, axis, ALL, false, ONE).get(group);
            for (int metric = 0; metric < ALL.size(); metric++) {
                String place = ALL.get(metric) + " of group " + group + " at seed " + repetition.getCurrentRepetition();
                Changes squares = new Changes(matrix, axis, group, ALL.get(metric));
                same(squares.withoutItems(), leftOut.ofItems, metric, place);
                same(squares.withoutAnswers(), leftOut.ofAnswers, metric, place);
                same(squares.withoutRaters(true), leftOut.ofRaters, metric, place);
                same(squares.withoutRaters(false), leftOut.ofOtherRaters, metric, place);
            }
        }
    }

    @RepeatedTest(10)
    void contrasts_are_what_their_plain_formulas_give_with_anything_left_out(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        RatingMatrix matrix = new SimulatedRatings(5, 10, 0.8, 1, 1).draw(random);
        Axis axis = Axis.of(
                "half", IntStream.range(0, 10).mapToObj(r -> "h" + r % 2).toList());
        LeftOut leftOut = Jackknife.leftOut(matrix, axis, ALL, true, ONE).getFirst();
        for (int metric = 0; metric < ALL.size(); metric++) {
            if (ALL.get(metric) == GroupMetric.PLURALITY_SIZE) {
                continue;
            }
            Changes changes = new Changes(matrix, axis, 0, PlainContrast.of(ALL.get(metric)));
            int value = ALL.size() + metric;
            String place = ALL.get(metric) + " at seed " + repetition.getCurrentRepetition();
            assertEquals(changes.value(matrix), leftOut.values()[value], 1e-9, place);
            same(changes.withoutItems(), leftOut.ofItems, value, place);
            same(changes.withoutRaters(true), leftOut.ofRaters, value, place);
            same(changes.withoutRaters(false), leftOut.ofOtherRaters, value, place);
            same(changes.withoutAnswers(), leftOut.ofAnswers, value, place);
        }
    }

    @Test
    void the_interval_of_alpha_follows_from_the_variances() {
        RatingMatrix matrix = new SimulatedRatings(40, 8, 0.9, 1.5, 0.5).draw(new Random(5));
        Axis everyone = Axis.everyone(8);
        Changes changes = new Changes(matrix, everyone, 0, GroupMetric.ALPHA_NOMINAL);
        double[] items = changes.withoutItems();
        double ofItems = (items.length - 1.0) / items.length * sum(items);
        double ofAnswers = (matrix.answers() - 1.0) / matrix.answers() * sum(changes.withoutAnswers());
        double variance = Math.max(ofItems + 7 / 8.0 * sum(changes.withoutRaters(true)) - ofAnswers, ofItems);
        double carrying = sum(items)
                * sum(items)
                / sum(Arrays.stream(items).map(square -> square * square).toArray());
        Estimate alpha = GroupMetric.ALPHA_NOMINAL.of(matrix.countsByItem(), matrix.countsByItem());
        Estimate bounded = Jackknife.of(matrix, everyone, ALL, ONE).withInterval(alpha, 0, GroupMetric.ALPHA_NOMINAL);
        Interval interval = bounded.interval();
        assertNotNull(interval);
        double half =
                TDistribution.of(Math.min(8, carrying) - 1).inverseCumulativeProbability(0.975) * Math.sqrt(variance);
        assertEquals(alpha.orThrow() - half, interval.low(), 1e-9);
        assertEquals(Math.min(1, alpha.orThrow() + half), interval.high(), 1e-9);
        assertTrue(bounded.method().endsWith("two-way cluster interval (jackknife of raters and items)"));
    }

    @Test
    void what_corrects_for_chance_has_no_interval_where_nearly_all_answers_are_the_same() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        for (int item = 0; item < 60; item++) {
            for (int rater = 0; rater < 10; rater++) {
                builder.add("i" + item, "r" + rater, item % 10 == 0 && rater > 2 ? "Yes" : "No");
            }
        }
        RatingMatrix matrix = builder.build();
        ClusterIntervals intervals = Jackknife.of(matrix, Axis.everyone(10), ALL, ONE);
        for (GroupMetric metric : List.of(GroupMetric.ALPHA_NOMINAL, GroupMetric.FLEISS_KAPPA)) {
            Estimate bounded =
                    intervals.withInterval(metric.of(matrix.countsByItem(), matrix.countsByItem()), 0, metric);
            assertNull(bounded.interval());
            assertTrue(bounded.method().contains("would fill fewer than 12 items"), bounded.method());
        }
        GroupMetric agreement = GroupMetric.PERCENT_AGREEMENT;
        assertNotNull(intervals
                .withInterval(agreement.of(matrix.countsByItem(), matrix.countsByItem()), 0, agreement)
                .interval());
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

    private static double sum(double[] squares) {
        return Arrays.stream(squares).sum();
    }

    private static void same(double[] expected, LeftOut.Variation actual, int value, String place) {
        double sum = sum(expected);
        if (Double.isNaN(sum)) {
            assertTrue(Double.isNaN(actual.squares[value]), place);
        } else {
            assertEquals(sum, actual.squares[value], 1e-9 * Math.max(1, sum), place);
            double fourths =
                    sum(Arrays.stream(expected).map(square -> square * square).toArray());
            assertEquals(fourths, actual.fourths[value], 1e-9 * Math.max(1, fourths), place);
        }
    }

    /// The squared changes, the obvious way: a matrix without the thing, counted and computed anew.
    private record Changes(
            RatingMatrix matrix, Axis axis, int group, BiFunction<CountTable, CountTable, Estimate> metric) {
        Changes(RatingMatrix matrix, Axis axis, int group, GroupMetric metric) {
            this(matrix, axis, group, metric::of);
        }

        double[] withoutItems() {
            return IntStream.range(0, matrix.items().size())
                    .filter(item -> matrix.start(item) < matrix.start(item + 1))
                    .mapToDouble(
                            item -> change(answer -> answer >= matrix.start(item) && answer < matrix.start(item + 1)))
                    .toArray();
        }

        double[] withoutAnswers() {
            return IntStream.range(0, matrix.answers())
                    .filter(one -> axis.groupOf(matrix.raterOf(one)) >= 0)
                    .mapToDouble(one -> change(answer -> answer == one))
                    .toArray();
        }

        double[] withoutRaters(boolean own) {
            return IntStream.range(0, matrix.raters().size())
                    .filter(who -> axis.groupOf(who) >= 0 && (axis.groupOf(who) == group) == own)
                    .mapToDouble(who -> change(answer -> matrix.raterOf(answer) == who))
                    .toArray();
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

        double value(RatingMatrix ratings) {
            ResponseCounts counts = ratings.counts(axis);
            Double value = metric.apply(counts.of(group), counts.rest(group)).value();
            return value == null ? Double.NaN : value;
        }
    }
}
