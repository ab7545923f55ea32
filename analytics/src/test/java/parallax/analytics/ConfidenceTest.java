package parallax.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.analytics.metric.AnswerDistribution;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.PooledShare;
import parallax.analytics.metric.WilsonInterval;
import parallax.analytics.resampling.BootstrapShares;
import parallax.analytics.resampling.ClusterIntervals;
import parallax.analytics.resampling.CrossedBootstrap;
import parallax.analytics.resampling.Jackknife;

/// Every way to an interval takes the confidence level, and says what its interval is about.
class ConfidenceTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final RatingMatrix MATRIX = new SimulatedRatings(30, 40, 1, 1, 1).draw(new Random(5));
    private static final Axis EVERYONE = Axis.everyone(40);
    private static final BitSet YES = PUnsafe.unsafeOptions(MATRIX.options());
    private static final CountTable BY_ITEM = MATRIX.countsByItem();
    private static final CountTable BY_RATER = MATRIX.countsByRater();
    private static final BootstrapShares SHARES = new CrossedBootstrap(MATRIX, EVERYONE).draw(500, 1, ONE);
    private static final ClusterIntervals JACKKNIFE = Jackknife.of(MATRIX, EVERYONE, List.of(GroupMetric.ENTROPY), ONE);
    private static final Estimate ENTROPY = GroupMetric.ENTROPY.of(BY_ITEM, BY_ITEM);

    private static final Map<String, DoubleFunction<Estimate>> WAYS = Map.of(
            "two-way cluster", level -> PooledShare.of(BY_ITEM, BY_RATER, YES, level),
            "P(unsafe)", level -> PUnsafe.pooled(BY_ITEM, BY_RATER, level),
            "answer distribution",
                    level -> AnswerDistribution.pooled(BY_ITEM, BY_RATER, level).get(2),
            "percentile", level -> SHARES.percentile(0, YES, level),
            "BCa", level -> SHARES.biasCorrected(0, YES, level),
            "jackknife", level -> JACKKNIFE.withInterval(ENTROPY, 0, GroupMetric.ENTROPY, level),
            "one item", level -> PUnsafe.ofItem(BY_ITEM, 0, level),
            "options of one item",
                    level -> AnswerDistribution.ofItem(BY_ITEM, 0, level).get(2));

    private static List<String> ways() {
        return WAYS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_higher_level_makes_a_wider_interval_around_the_same_value(String way) {
        DoubleFunction<Estimate> of = WAYS.getOrDefault(way, level -> ENTROPY);
        Interval before = interval(of.apply(0.5));
        for (double level : new double[] {0.8, 0.9, 0.95, 0.99}) {
            Estimate estimate = of.apply(level);
            Interval interval = interval(estimate);
            assertEquals(level, interval.confidence());
            assertTrue(interval.low() < before.low() && before.high() < interval.high(), interval + " at " + level);
            assertTrue(interval.contains(estimate.orThrow()));
            before = interval;
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void an_interval_names_its_estimand(String way) {
        Estimate estimate = WAYS.getOrDefault(way, level -> ENTROPY).apply(0.95);
        assertEquals(
                way.endsWith("one item")
                        ? Estimand.THESE_ITEMS_RATERS_LIKE_THESE
                        : Estimand.ITEMS_AND_RATERS_LIKE_THESE,
                estimate.estimand());
        assertNull(ENTROPY.estimand(), "no interval, no estimand");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 95, -0.5, Double.NaN})
    void what_is_not_a_level_is_refused(double level) {
        for (String way : ways()) {
            DoubleFunction<Estimate> of = WAYS.getOrDefault(way, ignored -> ENTROPY);
            String rule = assertThrows(IllegalArgumentException.class, () -> of.apply(level), way)
                    .getMessage();
            assertEquals("A confidence level lies between 0 and 1, as .95 does; not " + level, rule, way);
        }
    }

    @Test
    void without_a_level_it_is_95_percent() {
        assertEquals(WilsonInterval.of(3, 4, 0.95), WilsonInterval.of(3, 4));
        assertEquals(PUnsafe.pooled(BY_ITEM, BY_RATER, 0.95), PUnsafe.pooled(BY_ITEM, BY_RATER));
        assertEquals(PUnsafe.ofItem(BY_ITEM, 0, 0.95), PUnsafe.ofItem(BY_ITEM, 0));
        assertEquals(AnswerDistribution.pooled(BY_ITEM, BY_RATER, 0.95), AnswerDistribution.pooled(BY_ITEM, BY_RATER));
        assertEquals(AnswerDistribution.ofItem(BY_ITEM, 0, 0.95), AnswerDistribution.ofItem(BY_ITEM, 0));
        assertEquals(SHARES.percentile(0, YES, 0.95), SHARES.percentile(0, YES));
        assertEquals(SHARES.biasCorrected(0, YES, 0.95), SHARES.biasCorrected(0, YES));
        assertEquals(
                JACKKNIFE.withInterval(ENTROPY, 0, GroupMetric.ENTROPY, 0.95),
                JACKKNIFE.withInterval(ENTROPY, 0, GroupMetric.ENTROPY));
    }

    @Test
    void wilson_interval_of_three_in_four_at_90_percent() {
        // z = 1.6448536: centre (3/4 + z²/8)/(1 + z²/4), half z·√(3/64 + z²/64)/(1 + z²/4)
        double z = 1.6448536269514722;
        double centre = (0.75 + z * z / 8) / (1 + z * z / 4);
        double half = z * Math.sqrt(3 / 64.0 + z * z / 64) / (1 + z * z / 4);
        Interval interval = WilsonInterval.of(3, 4, 0.9);
        assertEquals(centre - half, interval.low(), 1e-12);
        assertEquals(centre + half, interval.high(), 1e-12);
    }

    @Test
    void the_jackknife_widens_as_students_quantile_does() {
        // three raters leave 2 degrees of freedom, whose quantile at level c is c/√((1 − c²)/2)
        RatingMatrix matrix = new SimulatedRatings(60, 3, 1, 1, 1).draw(new Random(2));
        GroupMetric metric = GroupMetric.ALPHA_NOMINAL;
        Estimate alpha = metric.of(matrix.countsByItem(), matrix.countsByItem());
        ClusterIntervals intervals = Jackknife.of(matrix, Axis.everyone(3), List.of(metric), ONE);
        double wide = alpha.orThrow()
                - interval(intervals.withInterval(alpha, 0, metric, 0.95)).low();
        double narrow = alpha.orThrow()
                - interval(intervals.withInterval(alpha, 0, metric, 0.8)).low();
        assertEquals(0.8 / Math.sqrt(0.36 / 2) / (0.95 / Math.sqrt(0.0975 / 2)), narrow / wide, 1e-9);
    }

    @Test
    void an_interval_of_80_percent_covers_about_that() {
        SimulatedRatings design = new SimulatedRatings(60, 40, 1, 1, 1);
        double truth = design.pUnsafe();
        long covered = IntStream.range(0, 500)
                .parallel()
                .mapToObj(seed -> design.draw(new Random(seed)))
                .filter(matrix -> interval(PUnsafe.pooled(matrix.countsByItem(), matrix.countsByRater(), 0.8))
                        .contains(truth))
                .count();
        assertTrue(covered >= 375 && covered <= 425, covered + " of 500");
    }

    @Test
    void every_estimand_says_in_words_what_it_samples() {
        for (Estimand estimand : Estimand.values()) {
            boolean items = estimand.label().contains("items like these")
                    || estimand.label().contains("items and raters like these");
            assertEquals(items, estimand.samplesItems(), estimand.label());
            assertEquals(estimand.label().contains("raters like these"), estimand.samplesRaters(), estimand.label());
        }
    }

    private static Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        assertNotNull(interval);
        return interval;
    }
}
