package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parallax.analytics.Axis;
import parallax.analytics.Dices350;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.Progress;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.ResponseCounts;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.Threads;
import parallax.analytics.WorkedExample;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.metric.PUnsafe;

/// How often intervals hold the value that simulated ratings were drawn around.
class IntervalCoverageTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);

    @ParameterizedTest(name = "{0} items × {1} raters, density {2}, spreads {3} and {4}")
    @CsvSource({
        "50, 5, 1, 1, 1",
        "60, 10, 1, 1, 1",
        "60, 25, 1, 1, 1",
        "60, 40, 0.3, 1, 1",
        "60, 25, 1, 0.05, 0.05",
        "100, 60, 0.2, 1.5, 0.3"
    })
    void the_two_way_cluster_interval_of_p_unsafe_covers_93_to_97_percent(
            int items, int raters, double density, double severity, double strictness) {
        SimulatedRatings design = new SimulatedRatings(items, raters, density, severity, strictness);
        double truth = design.pUnsafe();
        double coverage = share(1000, seed -> {
            RatingMatrix matrix = design.draw(new Random(seed));
            return holds(PUnsafe.pooled(matrix.countsByItem(), matrix.countsByRater()), truth);
        });
        assertBetween(0.93, coverage, 0.97, design.toString());
    }

    /// Every rater answers every item twice, always as before: the interval may be wider than it need
    /// be, as the variance of a rater's answers to an item is taken for that of one answer.
    @Test
    void the_interval_of_all_answers_holds_where_items_are_answered_twice() {
        SimulatedRatings design = new SimulatedRatings(60, 25, 1, 1, 1);
        double truth = design.pUnsafe();
        double coverage = share(1000, seed -> {
            Random random = new Random(seed);
            RatingMatrix once = design.draw(random);
            RatingMatrixBuilder twice = RatingMatrix.builder(once.options());
            once.items().forEach(twice::item);
            once.raters().forEach(twice::rater);
            for (int item = 0; item < once.items().size(); item++) {
                for (int answer = once.start(item); answer < once.start(item + 1); answer++) {
                    twice.add(item, once.raterOf(answer), once.optionOf(answer));
                    twice.add(item, once.raterOf(answer), once.optionOf(answer));
                }
            }
            RatingMatrix matrix = twice.buildWithRepeats();
            return holds(PUnsafe.pooled(matrix.countsByItem(), matrix.countsByRater()), truth);
        });
        assertBetween(0.93, coverage, 0.98, design.toString());
    }

    @ParameterizedTest(name = "{0} items × {1} raters: {2} to {3}")
    @CsvSource({"40, 10, 0.86, 0.95", "40, 30, 0.93, 0.97"})
    void the_crossed_bootstrap_covers_less_with_ten_raters(int items, int raters, double least, double most) {
        SimulatedRatings design = new SimulatedRatings(items, raters, 1, 1, 1);
        BitSet yes = PUnsafe.unsafeOptions(WorkedExample.OPTIONS);
        double truth = design.pUnsafe();
        IntFunction<BootstrapShares> shares =
                seed -> new CrossedBootstrap(design.draw(new Random(seed)), Axis.everyone(raters)).draw(300, seed, ONE);
        double percentile = share(500, seed -> holds(shares.apply(seed).percentile(0, yes), truth));
        assertBetween(least, percentile, most, "percentile, " + design);
        double bca = share(500, seed -> holds(shares.apply(seed).biasCorrected(0, yes), truth));
        assertBetween(least, bca, most, "BCa, " + design);
    }

    @ParameterizedTest(name = "{0} of one of {3} groups of {2} raters on {1} items, density {4}: {5} to {6}")
    @CsvSource({
        "ENTROPY, 60, 40, 1, 1, 0.93, 0.97",
        "PLURALITY_SIZE, 60, 40, 1, 1, 0.93, 0.97",
        "PERCENT_AGREEMENT, 60, 40, 1, 1, 0.93, 0.97",
        "ALPHA_NOMINAL, 60, 40, 1, 1, 0.93, 0.97",
        "ALPHA_ORDINAL, 60, 40, 1, 1, 0.93, 0.97",
        "FLEISS_KAPPA, 60, 40, 1, 1, 0.93, 0.97",
        "GWET_AC1, 60, 40, 1, 1, 0.93, 0.97",
        "ALPHA_NOMINAL, 60, 10, 1, 1, 0.93, 0.97",
        "XRR, 60, 40, 2, 1, 0.93, 0.97",
        "GAI, 100, 80, 2, 1, 0.93, 0.97",
        // wider than they need be: few answers an item, or an index that hardly varies with the raters
        "ENTROPY, 60, 10, 1, 1, 0.97, 1",
        "ALPHA_NOMINAL, 60, 5, 1, 1, 0.97, 1",
        "GAI, 60, 40, 2, 0.5, 0.97, 1"
    })
    void jackknife_intervals_cover_93_to_97_percent_or_more_where_answers_are_few(
            GroupMetric metric, int items, int raters, int groups, double density, double least, double most) {
        SimulatedRatings design = new SimulatedRatings(items, raters, density, 1, 1);
        Axis axis = Axis.of(
                "turn",
                IntStream.range(0, raters).mapToObj(r -> "g" + r % groups).toList());
        double expected = IntStream.range(10_000, 11_500)
                .parallel()
                .mapToObj(seed -> estimate(metric, design.draw(new Random(seed)), axis))
                .mapToDouble(Estimate::orThrow)
                .average()
                .orElseThrow();
        List<Interval> given = IntStream.range(0, 500)
                .parallel()
                .mapToObj(seed -> {
                    RatingMatrix matrix = design.draw(new Random(seed));
                    ClusterIntervals intervals = Jackknife.of(matrix, axis, List.of(metric), ONE);
                    return intervals
                            .withInterval(estimate(metric, matrix, axis), 0, metric)
                            .interval();
                })
                .filter(Objects::nonNull)
                .toList();
        assertTrue(given.size() > 475, given.size() + " of 500 have an interval");
        double holding =
                given.stream().filter(interval -> interval.contains(expected)).count();
        assertBetween(least, holding / given.size(), most, metric + " of " + design);
    }

    @Test
    void the_bootstrap_is_near_the_reference_on_dices_350() {
        for (String name : Dices350.axes()) {
            Axis axis = Dices350.axis(name);
            BootstrapShares shares = new CrossedBootstrap(Dices350.matrix(), axis).draw(2000, 1, Threads.allCores());
            for (var entry : Dices350.reference("p_unsafe_ci95_bootstrap")) {
                boolean crossed = entry.get("params").get("bootstrap").asText().equals("crossed_rater_x_item");
                if (crossed && entry.get("axis").asText().equals(name)) {
                    int group = axis.groups().stream()
                            .map(RaterGroup::name)
                            .toList()
                            .indexOf(entry.get("group").asText());
                    Interval interval = interval(shares.percentile(group, PUnsafe.unsafeOptions(Dices350.OPTIONS)));
                    // other random draws: a 2.5th percentile of 2,000 has a standard error of about a twelfth of the
                    // width
                    double near = (interval.high() - interval.low()) / 12;
                    assertEquals(entry.get("value").get(0).asDouble(), interval.low(), near, entry.toString());
                    assertEquals(entry.get("value").get(1).asDouble(), interval.high(), near, entry.toString());
                }
            }
        }
    }

    @Test
    void the_bootstrap_is_the_same_whatever_the_number_of_threads() {
        SimulatedRatings design = new SimulatedRatings(20, 30, 0.6, 1, 1);
        Random random = new Random(4);
        RatingMatrix matrix = design.draw(random);
        Axis axis = design.axis(3, true, random);
        BitSet yes = PUnsafe.unsafeOptions(WorkedExample.OPTIONS);
        Estimate one = new CrossedBootstrap(matrix, axis).draw(100, 9, ONE).biasCorrected(1, yes);
        Threads three = new Threads(3, Progress.SILENT);
        assertEquals(one, new CrossedBootstrap(matrix, axis).draw(100, 9, three).biasCorrected(1, yes));
        assertThrows(IllegalArgumentException.class, () -> new CrossedBootstrap(matrix, axis).draw(0, 9, ONE));
    }

    @Test
    void too_few_raters_have_a_share_and_no_bootstrap_interval() {
        Axis alone = Axis.of("age", List.of("old", "young", "young", "young"));
        BitSet yes = PUnsafe.unsafeOptions(WorkedExample.OPTIONS);
        Estimate one = new CrossedBootstrap(WorkedExample.MATRIX, alone)
                .draw(50, 1, ONE)
                .percentile(0, yes);
        assertEquals(1 / 3.0, one.orThrow());
        assertTrue(one.interval() == null && one.method().endsWith("fewer than 2 raters or items"), one.method());
    }

    private static Estimate estimate(GroupMetric metric, RatingMatrix matrix, Axis axis) {
        ResponseCounts counts = matrix.counts(axis);
        return metric.of(counts.of(0), counts.rest(0));
    }

    /// The share of seeds 0 … draws − 1 for which something holds.
    private static double share(int draws, IntPredicate holds) {
        return (double) IntStream.range(0, draws).parallel().filter(holds).count() / draws;
    }

    private static void assertBetween(double least, double coverage, double most, String what) {
        assertTrue(least <= coverage && coverage <= most, "coverage " + coverage + " of " + what);
    }

    private static boolean holds(Estimate estimate, double truth) {
        return interval(estimate).contains(truth);
    }

    private static Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        assertNotNull(interval);
        return interval;
    }
}
