package parallax.analytics.crossed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.Threads;

class CrossedModelTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);

    @Test
    void it_agrees_with_a_sampler_that_approximates_nothing() {
        Ratings ratings =
                Ratings.simulated(new Ratings.Truth(new double[] {-1.2, .2}, new Spread(.8, 1, .5, 0), 8, 25, .8), 3);
        CrossedModel model = model(ratings, Estimand.THESE_ITEMS_RATERS_LIKE_THESE);
        PlainSampler sampler =
                new PlainSampler(ratings.answers(), GroupPrior.of(ratings.axis().groups()), 5);
        double[][] shares = new double[3][0];
        int kept = 3_000;
        for (int g = 0; g < shares.length; g++) {
            shares[g] = new double[kept];
        }
        for (int sweep = -1_000; sweep < 4 * kept; sweep++) {
            sampler.sweep();
            if (sweep >= 0 && sweep % 4 == 0) {
                for (int g = 0; g < 2; g++) {
                    shares[g][sweep / 4] = sampler.share(g);
                }
                shares[2][sweep / 4] = shares[0][sweep / 4] - shares[1][sweep / 4];
            }
        }
        assertClose(shares[0], model.share(0));
        assertClose(shares[1], model.share(1));
        assertClose(shares[2], model.difference(0, 1));
    }

    /// Means and bounds within a tenth and a fifth of the interval's width.
    private static void assertClose(double[] draws, Estimate estimate) {
        double[] sorted = draws.clone();
        java.util.Arrays.sort(sorted);
        Interval interval = interval(estimate);
        double width = interval.high() - interval.low();
        double mean = java.util.Arrays.stream(sorted).average().orElseThrow();
        assertEquals(mean, estimate.orThrow(), width / 10, "mean");
        assertEquals(sorted[(int) (.025 * sorted.length)], interval.low(), width / 7, "low");
        assertEquals(sorted[(int) (.975 * sorted.length)], interval.high(), width / 7, "high");
    }

    /// One small cell of `bench/inference`: the truth is what raters and items like these would choose.
    @Test
    void its_intervals_hold_the_truth_as_often_as_they_say() {
        Spread spread = new Spread(.8, 1.2, .4, 0);
        double[] levels = {-1.5, -.5};
        LogisticNormal average = new LogisticNormal(Math.sqrt(.8 * .8 + 1.2 * 1.2 + .4 * .4));
        double[] truth = {average.at(levels[0]), average.at(levels[1])};
        int held = 0;
        int heldDifference = 0;
        int studies = 100;
        for (int seed = 1; seed <= studies; seed++) {
            Ratings ratings = Ratings.simulated(new Ratings.Truth(levels, spread, 10, 40, .5), seed);
            CrossedModel model = model(ratings, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
            held += interval(model.share(0)).contains(truth[0]) ? 1 : 0;
            heldDifference += interval(model.difference(0, 1)).contains(truth[0] - truth[1]) ? 1 : 0;
        }
        assertTrue(held >= 89, held + " of " + studies);
        assertTrue(heldDifference >= 89, heldDifference + " of " + studies);
    }

    @Test
    void a_group_with_few_answers_leans_on_the_others() {
        Ratings ratings = Ratings.ofLme4();
        List<String> values = new ArrayList<>();
        for (int r = 0; r < ratings.matrix().raters().size(); r++) {
            values.add(r < 2 ? "two raters" : "others " + r % 2);
        }
        Axis axis = Axis.of("group", values);
        CrossedModel model = CrossedModel.of(ratings.matrix(), axis, Ratings.YES, settings(), ONE);
        int few = axis.groupOf(0);
        double raw = raw(ratings, axis, few);
        double middle = (raw(ratings, axis, 0) + raw(ratings, axis, 1)) / 2;
        double pooled = model.share(few).orThrow();
        assertTrue(Math.abs(pooled - middle) < Math.abs(raw - middle), raw + " → " + pooled + ", others " + middle);
    }

    private static double raw(Ratings ratings, Axis axis, int group) {
        var counts = ratings.matrix().counts(axis).of(group);
        return parallax.analytics.metric.PUnsafe.pooled(counts, null).orThrow();
    }

    @Test
    void the_same_seed_gives_the_same_whatever_the_threads() {
        Ratings ratings = Ratings.ofLme4();
        CrossedModel one = CrossedModel.of(ratings.matrix(), ratings.axis(), Ratings.YES, settings(), ONE);
        CrossedModel two = CrossedModel.of(
                ratings.matrix(), ratings.axis(), Ratings.YES, settings(), new Threads(2, Progress.SILENT));
        assertEquals(one.share(1), two.share(1));
        assertEquals(one.differenceFromRest(2), two.differenceFromRest(2));
    }

    @Test
    void an_item_that_nobody_of_a_group_answered_has_a_soft_label_for_it() {
        Ratings ratings = Ratings.ofLme4();
        CrossedModel model = CrossedModel.of(ratings.matrix(), ratings.axis(), Ratings.YES, settings(), ONE);
        for (int item = 0; item < 5; item++) {
            for (int group = 0; group < 3; group++) {
                Estimate label = model.softLabel(item, group);
                assertTrue(interval(label).contains(label.orThrow()));
            }
        }
    }

    @Test
    void one_rater_or_item_has_no_share() {
        Ratings one = Ratings.simulated(new Ratings.Truth(new double[] {0}, new Spread(1, 1, 0, 0), 1, 5, 1), 1);
        assertFalse(model(one, Estimand.ITEMS_AND_RATERS_LIKE_THESE).share(0).isDefined());
        Ratings item = Ratings.simulated(new Ratings.Truth(new double[] {0}, new Spread(1, 1, 0, 0), 5, 1, 1), 1);
        assertFalse(model(item, Estimand.ITEMS_AND_RATERS_LIKE_THESE).share(0).isDefined());
    }

    @Test
    void answers_that_all_agree_have_a_mode_too() {
        Ratings all =
                Ratings.simulated(new Ratings.Truth(new double[] {-30, -30}, new Spread(.1, .1, .1, 0), 6, 10, 1), 1);
        Estimate none = model(all, Estimand.ITEMS_AND_RATERS_LIKE_THESE).share(0);
        assertTrue(none.orThrow() > 0 && none.orThrow() < .1, none.toString());
    }

    private static CrossedModel model(Ratings ratings, Estimand estimand) {
        return CrossedModel.of(
                ratings.matrix(), ratings.axis(), Ratings.YES, new CrossedModel.Settings(.95, estimand, 1000, 1), ONE);
    }

    private static CrossedModel.Settings settings() {
        return CrossedModel.Settings.standard();
    }

    private static Interval interval(Estimate estimate) {
        return Objects.requireNonNull(estimate.interval(), estimate::toString);
    }
}
