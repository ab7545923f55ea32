package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RatingMatrix;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.WorkedExample;

class ShareContrastTest {
    private static final Estimand BOTH = Estimand.ITEMS_AND_RATERS_LIKE_THESE;
    private static final BitSet YES = PUnsafe.unsafeOptions(WorkedExample.OPTIONS);

    @Test
    void difference_and_ratio_of_the_worked_example() {
        ShareContrast contrast = of(WorkedExample.MATRIX, WorkedExample.AGE, 1, BOTH);
        // the young 3/6, the old 2/6
        assertEquals(1 / 6.0, contrast.difference(0.95).orThrow(), 1e-15);
        assertEquals(1.5, contrast.ratio(0.95).orThrow(), 1e-15);
    }

    @Test
    void the_interval_follows_from_those_of_the_shares_and_what_they_have_in_common() {
        RatingMatrix matrix = new SimulatedRatings(30, 20, 0.8, 1, 1).draw(new Random(3));
        Axis axis = halves(20);
        Estimate own = PooledShare.of(matrix.counts(axis).of(0), matrix.countsByRater(axis, 0), YES);
        Estimate theirs = PooledShare.of(matrix.counts(axis).of(1), matrix.countsByRater(axis, 1), YES);
        double correlation =
                covariance(matrix, axis) / Math.sqrt(variance(matrix, axis, 0) * variance(matrix, axis, 1));
        double difference = own.orThrow() - theirs.orThrow();
        double down = own.orThrow() - interval(own).low();
        double up = interval(theirs).high() - theirs.orThrow();
        Interval bounds = interval(of(matrix, axis, 0, BOTH).difference(0.95));
        assertTrue(correlation > 0.1, "items are shared: " + correlation);
        assertEquals(difference - Math.sqrt(down * down + up * up - 2 * correlation * down * up), bounds.low(), 1e-12);
        double logDown = Math.log(own.orThrow() / interval(own).low());
        double logUp = Math.log(interval(theirs).high() / theirs.orThrow());
        assertEquals(
                own.orThrow()
                        / theirs.orThrow()
                        * Math.exp(-Math.sqrt(logDown * logDown + logUp * logUp - 2 * correlation * logDown * logUp)),
                interval(of(matrix, axis, 0, BOTH).ratio(0.95)).low(),
                1e-12);
    }

    @RepeatedTest(30)
    void p_is_the_level_at_which_the_interval_touches_zero(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        RatingMatrix matrix = new SimulatedRatings(12, 14, 0.7, 1, 1).draw(random);
        ShareContrast contrast = of(matrix, halves(14), 0, BOTH);
        Double p = contrast.p();
        assertNotNull(p);
        if (p > 1e-9 && p < 1 - 1e-9) {
            Interval touching = interval(contrast.difference(1 - p));
            assertEquals(0, Math.min(Math.abs(touching.low()), Math.abs(touching.high())), 1e-9);
        }
        ShareContrast turned = of(matrix, halves(14), 1, BOTH);
        assertEquals(p, assertNotNullP(turned), 1e-9);
        assertEquals(
                contrast.difference(0.95).orThrow(), -turned.difference(0.95).orThrow(), 1e-12);
        assertEquals(
                interval(contrast.difference(0.95)).low(),
                -interval(turned.difference(0.95)).high(),
                1e-9);
        assertEquals(1, contrast.ratio(0.95).orThrow() * turned.ratio(0.95).orThrow(), 1e-9);
    }

    @Test
    void nobody_choosing_on_one_side_still_has_a_width() {
        RatingMatrix matrix = WorkedExample.matrix(
                List.of("No", "No", "Yes", "Yes"), List.of("No", "No", "No", "Yes"), List.of("No", "No", "Yes", "No"));
        ShareContrast contrast = of(matrix, WorkedExample.AGE, 0, BOTH);
        Interval bounds = interval(contrast.difference(0.95));
        assertTrue(-1 <= bounds.low() && bounds.low() < -4 / 6.0 && bounds.high() > -4 / 6.0, bounds.toString());
        Estimate ratio = contrast.ratio(0.95);
        assertEquals(0, ratio.orThrow());
        assertTrue(ratio.method().endsWith("no interval: none of the group chose"), ratio.method());
        assertEquals(
                "none of the others chose",
                of(matrix, WorkedExample.AGE, 1, BOTH).ratio(0.95).reason());
    }

    @Test
    void without_answers_or_a_second_rater_it_says_so() {
        RatingMatrix matrix = WorkedExample.matrix(List.of("No", "Yes", "Yes"), List.of("No", "No", "Yes"));
        Axis alone = Axis.of("age", List.of("old", "young", "young"));
        ShareContrast contrast = of(matrix, alone, 0, BOTH);
        assertEquals(-0.75, contrast.difference(0.95).orThrow(), 1e-15);
        assertNull(contrast.difference(0.95).interval());
        assertNull(contrast.p());
        Axis everybody = Axis.everyone(3);
        ShareContrast nobodyElse = of(matrix, everybody, 0, BOTH);
        assertEquals("a side has no answers", nobodyElse.difference(0.95).reason());
        assertNull(nobodyElse.p());
    }

    @Test
    void fixed_items_or_raters_narrow_the_interval() {
        RatingMatrix matrix = new SimulatedRatings(40, 30, 1, 1, 1).draw(new Random(8));
        double both = width(of(matrix, halves(30), 0, BOTH));
        double items = width(of(matrix, halves(30), 0, Estimand.ITEMS_LIKE_THESE_THESE_RATERS));
        assertTrue(items < both, items + " and " + both);
        Interval raters = interval(of(matrix, halves(30), 0, Estimand.THESE_ITEMS_RATERS_LIKE_THESE)
                .difference(0.95));
        assertEquals(Estimand.THESE_ITEMS_RATERS_LIKE_THESE, raters.estimand());
    }

    @Test
    void equal_shares_have_a_p_of_one() {
        RatingMatrix matrix = WorkedExample.matrix(
                List.of("No", "Yes", "No", "Yes"), List.of("Yes", "No", "Yes", "No"), List.of("No", "No", "No", "No"));
        assertEquals(1, of(matrix, WorkedExample.AGE, 0, BOTH).p());
    }

    private static double assertNotNullP(ShareContrast contrast) {
        Double p = contrast.p();
        assertNotNull(p);
        return p;
    }

    private static double width(ShareContrast contrast) {
        Interval interval = interval(contrast.difference(0.95));
        return interval.high() - interval.low();
    }

    private static Axis halves(int raters) {
        return Axis.of(
                "half",
                java.util.stream.IntStream.range(0, raters)
                        .mapToObj(rater -> "h" + rater % 2)
                        .toList());
    }

    private static ShareContrast of(RatingMatrix matrix, Axis axis, int group, Estimand estimand) {
        return ShareContrast.of(
                new ShareContrast.Side(matrix.counts(axis).of(group), matrix.countsByRater(axis, group)),
                new ShareContrast.Side(matrix.counts(axis).rest(group), matrix.restByRater(axis, group)),
                YES,
                estimand);
    }

    /// Σ over items of the product of both groups' residuals, answer by answer.
    private static double covariance(RatingMatrix matrix, Axis axis) {
        double[] share = {share(matrix, axis, 0), share(matrix, axis, 1)};
        long[] n = {matrix.counts(axis).of(0).total(), matrix.counts(axis).of(1).total()};
        double sum = 0;
        int common = 0;
        for (int item = 0; item < matrix.items().size(); item++) {
            double[] residual = new double[2];
            boolean[] there = new boolean[2];
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                int group = axis.groupOf(matrix.raterOf(answer));
                there[group] = true;
                residual[group] += ((matrix.optionOf(answer) == 2 ? 1 : 0) - share[group]) / n[group];
            }
            sum += residual[0] * residual[1];
            common += there[0] && there[1] ? 1 : 0;
        }
        return common / (common - 1.0) * sum;
    }

    /// What the bounds of a share say of its variance: Wilson's with n effective answers has the width
    /// that follows.
    private static double variance(RatingMatrix matrix, Axis axis, int group) {
        double p = share(matrix, axis, group);
        Interval bounds =
                interval(PooledShare.of(matrix.counts(axis).of(group), matrix.countsByRater(axis, group), YES));
        double t = TDistribution.of(9).inverseCumulativeProbability(0.975);
        double low = 1;
        double high = 1e6;
        for (int halving = 0; halving < 200; halving++) {
            double middle = Math.sqrt(low * high);
            if (WilsonInterval.bounds(p, middle, t).low() < bounds.low()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return p * (1 - p) / low;
    }

    private static double share(RatingMatrix matrix, Axis axis, int group) {
        return PUnsafe.pooled(matrix.counts(axis).of(group), null).orThrow();
    }

    private static Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        assertNotNull(interval, estimate.method());
        return interval;
    }
}
