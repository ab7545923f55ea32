package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
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
import parallax.analytics.SimulatedRatings;
import parallax.analytics.WorkedExample;
import parallax.analytics.Workers;
import parallax.analytics.metric.PUnsafe;

/// How often intervals hold the value that simulated ratings were drawn around.
class IntervalCoverageTest {
    private static final Workers ONE = new Workers(1, Progress.SILENT);

    @ParameterizedTest(name = "{0} items × {1} raters, density {2}, spreads {3} and {4}")
    @CsvSource({
        "50, 5, 1, 1, 1",
        "60, 10, 1, 1, 1",
        "60, 25, 1, 1, 1",
        "60, 40, 0.3, 1, 1",
        "60, 25, 1, 0.05, 0.05",
        "100, 60, 0.2, 1.5, 0.3"
    })
    void the_two_way_cluster_interval_covers_93_to_97_percent(
            int items, int raters, double density, double severity, double strictness) {
        SimulatedRatings design = new SimulatedRatings(items, raters, density, severity, strictness);
        double truth = design.pUnsafe();
        int draws = 1500;
        long covered = IntStream.range(0, draws)
                .filter(seed -> {
                    RatingMatrix matrix = design.draw(new Random(seed));
                    return holds(PUnsafe.pooled(matrix.countsByItem(), matrix.countsByRater()), truth);
                })
                .count();
        // three standard errors of 1,500 draws are .017
        assertEquals(0.95, (double) covered / draws, 0.02 + 0.008, "coverage of " + design);
    }

    @ParameterizedTest(name = "{0} items × {1} raters: {2} to {3}")
    @CsvSource({"40, 10, 0.86, 0.95", "40, 30, 0.91, 0.975"})
    void the_percentile_bootstrap_covers_less_with_ten_raters(int items, int raters, double least, double most) {
        SimulatedRatings design = new SimulatedRatings(items, raters, 1, 1, 1);
        BitSet yes = PUnsafe.unsafeOptions(WorkedExample.OPTIONS);
        double truth = design.pUnsafe();
        int draws = 250;
        int percentile = 0;
        int corrected = 0;
        for (int seed = 0; seed < draws; seed++) {
            BootstrapShares shares =
                    new CrossedBootstrap(design.draw(new Random(seed)), Axis.everyone(raters)).draw(400, seed, ONE);
            percentile += holds(shares.percentile(0, yes), truth) ? 1 : 0;
            corrected += holds(shares.biasCorrected(0, yes), truth) ? 1 : 0;
        }
        double coverage = (double) percentile / draws;
        assertTrue(least <= coverage && coverage <= most, "percentile coverage " + coverage + " of " + design);
        double bca = (double) corrected / draws;
        assertTrue(least <= bca && bca <= most, "BCa coverage " + bca + " of " + design);
    }

    @Test
    void the_bootstrap_is_near_the_reference_on_dices_350() {
        for (String name : Dices350.axes()) {
            Axis axis = Dices350.axis(name);
            BootstrapShares shares = new CrossedBootstrap(Dices350.matrix(), axis).draw(2000, 1, Workers.allCores());
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
        Workers three = new Workers(3, Progress.SILENT);
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

    private static boolean holds(Estimate estimate, double truth) {
        return interval(estimate).contains(truth);
    }

    private static Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        assertNotNull(interval);
        return interval;
    }
}
