package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.WorkedExample;

/// What holds for any ratings, over seeded draws; a failure names its seed.
class MetricPropertiesTest {
    private static final Set<GroupMetric> SYMMETRIC = Set.of(
            GroupMetric.XRR,
            GroupMetric.NORMALISED_XRR,
            GroupMetric.VOTING_AGREEMENT,
            GroupMetric.JSD_MARGINAL,
            GroupMetric.JSD_ITEMWISE,
            GroupMetric.TOTAL_VARIATION_MARGINAL,
            GroupMetric.TOTAL_VARIATION_ITEMWISE,
            GroupMetric.MANHATTAN_MARGINAL,
            GroupMetric.MANHATTAN_ITEMWISE,
            GroupMetric.WASSERSTEIN_MARGINAL,
            GroupMetric.WASSERSTEIN_ITEMWISE);

    @RepeatedTest(25)
    void items_may_be_renamed_and_reordered(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        CountTable own = table(random, 8, 5);
        CountTable others = table(random, 8, 6);
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Collections.shuffle(order, random);
        for (GroupMetric metric : GroupMetric.values()) {
            same(
                    metric,
                    metric.of(own, others),
                    metric.of(reordered(own, order), reordered(others, order)),
                    repetition);
        }
    }

    @RepeatedTest(25)
    void options_of_a_nominal_question_may_be_renamed_and_reordered(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        CountTable own = table(random, 8, 5);
        CountTable others = table(random, 8, 6);
        for (GroupMetric metric : GroupMetric.values()) {
            // the tie rule reads the declared order, so voting agreement may move where votes are tied
            if (!metric.readsOrder() && metric != GroupMetric.VOTING_AGREEMENT) {
                same(metric, metric.of(own, others), metric.of(turned(own), turned(others)), repetition);
            }
        }
    }

    @RepeatedTest(25)
    void merging_the_counts_of_two_halves_is_counting_the_whole(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SimulatedRatings design = new SimulatedRatings(12, 9, 0.7, 1, 1);
        RatingMatrix whole = design.draw(random);
        Axis axis = design.axis(3, false, random);
        var first = RatingMatrix.builder(WorkedExample.OPTIONS);
        var second = RatingMatrix.builder(WorkedExample.OPTIONS);
        whole.raters().forEach(first::rater);
        whole.raters().forEach(second::rater);
        for (int item = 0; item < whole.items().size(); item++) {
            for (int answer = whole.start(item); answer < whole.start(item + 1); answer++) {
                var half = random.nextBoolean() ? first : second;
                half.add(half.item(whole.items().get(item)), whole.raterOf(answer), whole.optionOf(answer));
            }
        }
        ResponseCounts merged = first.build().counts(axis).merge(second.build().counts(axis));
        ResponseCounts expected = whole.counts(axis);
        for (int group = 0; group < axis.groups().size(); group++) {
            int same = merged.groups().indexOf(axis.groups().get(group));
            for (GroupMetric metric : GroupMetric.values()) {
                Estimate one = metric.of(expected.of(group), expected.rest(group));
                same(metric, one, metric.of(merged.of(same), merged.rest(same)), repetition);
            }
        }
    }

    @RepeatedTest(25)
    void what_should_be_symmetric_is(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        CountTable one = table(random, 6, 4);
        CountTable other = table(random, 6, 7);
        for (GroupMetric metric : SYMMETRIC) {
            same(metric, metric.of(one, other), metric.of(other, one), repetition);
        }
    }

    @RepeatedTest(25)
    void values_stay_in_their_ranges(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        CountTable own = table(random, 5, 4);
        CountTable others = table(random, 5, 3);
        for (GroupMetric metric : GroupMetric.values()) {
            Double value = metric.of(own, others).value();
            if (value != null) {
                assertTrue(
                        low(metric) - 1e-12 <= value && value <= high(metric) + 1e-12,
                        metric + " is " + value + " at seed " + repetition.getCurrentRepetition());
            }
        }
    }

    @RepeatedTest(10)
    void twice_the_same_group_is_no_distance(RepetitionInfo repetition) {
        CountTable own = table(new Random(repetition.getCurrentRepetition()), 5, 4);
        assertEquals(0, JensenShannonDivergence.itemwise(own, own).orThrow(), 1e-15);
        assertEquals(0, TotalVariation.itemwise(own, own).orThrow(), 1e-15);
        assertEquals(0, WassersteinDistance.marginal(own, own).orThrow(), 1e-15);
    }

    private static double low(GroupMetric metric) {
        return switch (metric) {
            case PLURALITY_SIZE -> 1 / 3.0;
            case ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL, FLEISS_KAPPA, GWET_AC1 -> Double.NEGATIVE_INFINITY;
            case XRR, NORMALISED_XRR, GAI, VOTING_AGREEMENT -> Double.NEGATIVE_INFINITY;
            case CROSS_NEGENTROPY, CROSS_NEGENTROPY_OBSERVED -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    private static double high(GroupMetric metric) {
        return switch (metric) {
            case ENTROPY -> Math.log(3) / Math.log(2);
            case NEGENTROPY, CROSS_NEGENTROPY, CROSS_NEGENTROPY_OBSERVED -> Math.log(3);
            case CROSS_ENTROPY_MARGINAL, CROSS_ENTROPY_ITEMWISE, GAI, NORMALISED_XRR -> Double.POSITIVE_INFINITY;
            case MANHATTAN_MARGINAL, MANHATTAN_ITEMWISE, WASSERSTEIN_MARGINAL, WASSERSTEIN_ITEMWISE -> 2;
            default -> 1;
        };
    }

    private static void same(GroupMetric metric, Estimate one, Estimate other, RepetitionInfo repetition) {
        String place = metric + " at seed " + repetition.getCurrentRepetition();
        assertEquals(one.isDefined(), other.isDefined(), place);
        if (one.value() != null && other.value() != null) {
            assertEquals(one.value(), other.value(), 1e-9 * Math.max(1, Math.abs(one.value())), place);
        }
    }

    private static CountTable table(Random random, int items, int answers) {
        int[] cells = new int[items * 3];
        for (int item = 0; item < items; item++) {
            int n = random.nextInt(answers + 1);
            for (int answer = 0; answer < n; answer++) {
                cells[item * 3 + random.nextInt(3)]++;
            }
        }
        return CountTable.of(WorkedExample.OPTIONS, cells, null);
    }

    private static CountTable reordered(CountTable table, List<Integer> order) {
        int[] cells = new int[order.size() * 3];
        for (int row = 0; row < order.size(); row++) {
            for (int k = 0; k < 3; k++) {
                cells[row * 3 + k] = table.count(order.get(row), k);
            }
        }
        return CountTable.of(WorkedExample.OPTIONS, cells, null);
    }

    /// The same answers with the options named otherwise and declared the other way round.
    private static CountTable turned(CountTable table) {
        int[] cells = new int[table.rows() * 3];
        for (int row = 0; row < table.rows(); row++) {
            for (int k = 0; k < 3; k++) {
                cells[row * 3 + 2 - k] = table.count(row, k);
            }
        }
        return CountTable.of(AnswerOptions.of("c", "b", "a").withUnsafe("c"), cells, null);
    }
}
