package parallax.analytics.crossed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.PooledShare;

/// What the model foretells of other studies, against such studies; and its checks, where it is right and
/// where it is not. One small cell of `bench/inference/run planning`.
class PlanningTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final int STUDIES = 20;
    private static final Spread SPREAD = new Spread(.8, 1.2, .4, 0);

    @Test
    void components_are_those_of_the_formula_and_add_up() {
        VarianceComponents parts = new VarianceComponents(.3, .02, .05, .03, .11);
        StudySize size = new StudySize(20, 50, 5);
        assertEquals(.02 / 20 + .05 / 50 + .14 / 250, parts.ofShare(size, Estimand.ITEMS_AND_RATERS_LIKE_THESE), 1e-15);
        assertEquals(.02 / 20 + .14 / 250, parts.ofShare(size, Estimand.THESE_ITEMS_RATERS_LIKE_THESE), 1e-15);
        assertEquals(.05 / 50 + .14 / 250, parts.ofShare(size, Estimand.ITEMS_LIKE_THESE_THESE_RATERS), 1e-15);
        assertEquals(.05 / (.05 + .16 / 5), parts.reliability(5), 1e-15);
        CrossedModel model = fitted(1);
        for (int raters : new int[] {10, 40, 160}) {
            double width = model.expectedWidth(0, new StudySize(raters, 60, 10)).orThrow();
            double wider = model.expectedWidth(0, new StudySize(raters, 60, 5)).orThrow();
            assertTrue(width < wider, width + " and " + wider);
        }
    }

    /// A pooled share's own interval has the width that its components foretell.
    @Test
    void the_width_foretold_is_that_of_such_studies() {
        double foretold = 0;
        double reliability = 0;
        for (int seed = 1; seed <= STUDIES; seed++) {
            CrossedModel model = fitted(seed);
            foretold += model.expectedWidth(0, new StudySize(40, 60, 20)).orThrow() / STUDIES;
            reliability += model.expectedReliability(0, 20).orThrow() / STUDIES;
        }
        double actual = 0;
        Spread ofOneGroup = new Spread(.8, Math.hypot(1.2, .4), 0, 0);
        for (int seed = 1; seed <= 100; seed++) {
            RatingMatrix matrix = Ratings.simulated(
                            new Ratings.Truth(new double[] {-1.5}, ofOneGroup, 40, 60, .5), seed)
                    .matrix();
            Interval interval =
                    Objects.requireNonNull(PooledShare.of(matrix.countsByItem(), matrix.countsByRater(), Ratings.YES)
                            .interval());
            actual += (interval.high() - interval.low()) / 100;
        }
        assertEquals(1, foretold / actual, .06, foretold + " foretold, in fact " + actual);
        assertEquals(correlationOfPanels(20), reliability, .04);
    }

    /// The correlation of the shares that two panels of so many raters give 50,000 items.
    private static double correlationOfPanels(int answers) {
        SplittableRandom random = new SplittableRandom(5);
        double[] sums = new double[5];
        int items = 50_000;
        for (int item = 0; item < items; item++) {
            double severity = Math.hypot(1.2, .4) * random.nextGaussian();
            double one = share(answers, severity, random);
            double other = share(answers, severity, random);
            double[] add = {one, other, one * other, one * one, other * other};
            for (int k = 0; k < add.length; k++) {
                sums[k] += add[k] / items;
            }
        }
        return (sums[2] - sums[0] * sums[1]) / Math.sqrt((sums[3] - sums[0] * sums[0]) * (sums[4] - sums[1] * sums[1]));
    }

    private static double share(int answers, double severity, SplittableRandom random) {
        double sum = 0;
        for (int k = 0; k < answers; k++) {
            double logit = -1.5 + severity + .8 * random.nextGaussian();
            sum += random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
        }
        return sum / answers;
    }

    @Test
    void a_right_model_passes_its_checks() {
        Map<ModelCheck.Statistic, Integer> small = new EnumMap<>(ModelCheck.Statistic.class);
        for (int seed = 1; seed <= STUDIES; seed++) {
            List<ModelCheck> checks = fitted(seed).checks(ONE);
            assertEquals(ModelCheck.Statistic.values().length, checks.size());
            for (ModelCheck check : checks) {
                small.merge(check.what(), check.p() <= .05 ? 1 : 0, Integer::sum);
            }
        }
        small.forEach((what, studies) -> assertTrue(studies <= 3, what + " in " + studies + " of " + STUDIES));
    }

    /// Seven of eight items plainly safe, the eighth plainly not.
    @Test
    void items_of_two_kinds_are_seen_by_those_that_are_contested() {
        int seen = 0;
        for (int seed = 1; seed <= STUDIES / 2; seed++) {
            CrossedModel model = mostlySafe(seed);
            List<ModelCheck> checks = model.checks(new Threads(2, Progress.SILENT));
            assertEquals(checks, model.checks(ONE), "whatever the threads");
            for (ModelCheck check : checks) {
                seen += check.what() == ModelCheck.Statistic.CONTESTED_ITEMS && check.p() <= .05 ? 1 : 0;
            }
        }
        assertTrue(seen > STUDIES / 4, seen + " of " + STUDIES / 2);
    }

    @Test
    void sizes_that_no_study_has_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new StudySize(5, 60, 6));
        assertThrows(IllegalArgumentException.class, () -> new StudySize(1, 60, 1));
        assertThrows(IllegalArgumentException.class, () -> fitted(1).expectedReliability(0, 0));
    }

    private static CrossedModel fitted(long seed) {
        Ratings ratings = Ratings.simulated(new Ratings.Truth(new double[] {-1.5, -.5}, SPREAD, 15, 60, .6), seed);
        return CrossedModel.of(ratings.matrix(), ratings.axis(), Ratings.YES, CrossedModel.Settings.standard(), ONE);
    }

    private static CrossedModel mostlySafe(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        var matrix = RatingMatrix.builder(
                parallax.analytics.AnswerOptions.of("No", "Yes").withUnsafe("Yes"));
        List<String> groups = new ArrayList<>();
        double[] strict = new double[20];
        for (int r = 0; r < strict.length; r++) {
            matrix.rater("r" + r);
            groups.add("g" + r % 2);
            strict[r] = -3 + .8 * random.nextGaussian();
        }
        for (int i = 0; i < 80; i++) {
            matrix.item("i" + i);
            double severity = i % 8 == 0 ? 6 + .5 * random.nextGaussian() : .3 * random.nextGaussian();
            for (int r = 0; r < strict.length; r++) {
                matrix.add(i, r, random.nextDouble() < 1 / (1 + Math.exp(-strict[r] - severity)) ? 1 : 0);
            }
        }
        return CrossedModel.of(
                matrix.build(), Axis.of("group", groups), Ratings.YES, CrossedModel.Settings.standard(), ONE);
    }
}
