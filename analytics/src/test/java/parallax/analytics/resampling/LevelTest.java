package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.SimulatedStudy;
import parallax.analytics.SimulatedStudy.Giving;
import parallax.analytics.SimulatedStudy.Items;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.ShareContrast;

/// One small cell of each simulation of `bench/inference/run`, which has the rest: how often p ≤ .05
/// where groups are alike.
class LevelTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final int STUDIES = 300;
    private static final List<GroupMetric> METRICS = List.of(
            GroupMetric.P_UNSAFE,
            GroupMetric.ENTROPY,
            GroupMetric.PERCENT_AGREEMENT,
            GroupMetric.ALPHA_NOMINAL,
            GroupMetric.XRR,
            GroupMetric.GAI,
            GroupMetric.JSD_ITEMWISE,
            GroupMetric.WASSERSTEIN_ITEMWISE);
    private static final SimulatedStudy QUOTA = new SimulatedStudy(
            "quota", new int[] {12, 24}, new double[] {0.8, 0.8}, 60, Giving.QUOTA, 5, 0.4, Items.ALIKE);
    private static double[][] levels = {};

    /// .05 of 300 with four standard errors.
    private static final double MOST = 0.05 + 4 * Math.sqrt(0.05 * 0.95 / STUDIES);

    @ParameterizedTest
    @EnumSource(
            value = GroupMetric.class,
            names = {
                "P_UNSAFE",
                "ENTROPY",
                "PERCENT_AGREEMENT",
                "ALPHA_NOMINAL",
                "XRR",
                "GAI",
                "JSD_ITEMWISE",
                "WASSERSTEIN_ITEMWISE"
            })
    void under_a_quota_alike_groups_are_seldom_found_different(GroupMetric metric) {
        for (double level : levels[METRICS.indexOf(metric)]) {
            assertTrue(level <= MOST, metric + " " + level);
        }
    }

    @Test
    void whole_profiles_exchanged_would_find_them_different_in_most_studies() {
        long small = IntStream.range(0, 60)
                .filter(seed -> {
                    RatingMatrix matrix = QUOTA.draw(seed);
                    Double p = new PermutationTest(matrix, QUOTA.axis(), List.of(GroupMetric.ENTROPY))
                            .shuffled(99, seed, null, ONE)
                            .of(0, GroupMetric.ENTROPY)
                            .p();
                    return p != null && p <= 0.05;
                })
                .count();
        assertTrue(small > 20, small + " of 60");
    }

    @Test
    void raters_who_merely_differ_more_among_themselves_do_not_have_another_share() {
        SimulatedStudy spread = new SimulatedStudy(
                "", new int[] {10, 40}, new double[] {0.3, 1.5}, 60, Giving.COMPLETE, 0, 0.4, Items.ALIKE);
        long small = IntStream.range(0, STUDIES)
                .parallel()
                .filter(seed -> p(spread.draw(seed), spread.axis(), seed, GroupMetric.P_UNSAFE) <= 0.05)
                .count();
        assertTrue((double) small / STUDIES <= MOST, small + " of " + STUDIES);
    }

    @Test
    void a_group_that_sees_more_as_unsafe_is_found() {
        long small = IntStream.range(0, 60)
                .filter(seed -> {
                    RatingMatrix matrix = moreUnsafe(QUOTA.draw(seed), QUOTA.axis(), new Random(seed));
                    return p(matrix, QUOTA.axis(), seed, GroupMetric.P_UNSAFE) <= 0.05;
                })
                .count();
        assertTrue(small > 50, small + " of 60");
    }

    @Test
    void what_has_no_valid_null_has_no_p_and_says_why() {
        GroupTests tests = GroupTests.of(QUOTA.draw(1), QUOTA.axis(), null, List.of(GroupMetric.values()), 19, 1, ONE);
        assertEquals(Assignment.BY_GROUP, tests.assignment());
        for (GroupMetric metric : GroupMetric.values()) {
            boolean none = NullModel.of(metric, Assignment.BY_GROUP) == NullModel.NONE;
            assertEquals(none, tests.of(0, metric).model() == NullModel.NONE, metric.name());
            if (none) {
                assertNull(tests.of(0, metric).p(), metric.name());
            }
        }
        assertNull(tests.ofLargestGai().p());
    }

    /// The fast studentised difference is the plain contrast's difference over its standard error.
    @Test
    void the_studentised_difference_is_that_of_the_contrast() {
        RatingMatrix matrix = QUOTA.draw(4);
        Axis axis = QUOTA.axis();
        int[] groups = new int[axis.raters()];
        Arrays.setAll(groups, axis::groupOf);
        double[] values = new GroupSweep(matrix, axis, List.of(GroupMetric.P_UNSAFE))
                .newPass()
                .metrics(groups);
        for (int group = 0; group < 2; group++) {
            ShareContrast contrast = ShareContrast.of(
                    new ShareContrast.Side(matrix.counts(axis).of(group), matrix.countsByRater(axis, group)),
                    new ShareContrast.Side(matrix.counts(axis).rest(group), matrix.restByRater(axis, group)),
                    PUnsafe.unsafeOptions(matrix.options()),
                    Estimand.ITEMS_AND_RATERS_LIKE_THESE);
            assertEquals(contrast.studentised(), values[2 + group], 1e-9);
        }
    }

    /// The same answers, but that every second No of the first group becomes a Yes.
    private static RatingMatrix moreUnsafe(RatingMatrix matrix, Axis axis, Random random) {
        RatingMatrixBuilder builder = RatingMatrix.builder(matrix.options());
        matrix.items().forEach(builder::item);
        matrix.raters().forEach(builder::rater);
        for (int item = 0; item < matrix.items().size(); item++) {
            for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                int who = matrix.raterOf(answer);
                boolean turned = axis.groupOf(who) == 0 && matrix.optionOf(answer) == 0 && random.nextBoolean();
                builder.add(item, who, turned ? 2 : matrix.optionOf(answer));
            }
        }
        return builder.build();
    }

    @BeforeAll
    static void simulate() {
        int[][] small = new int[METRICS.size()][2];
        IntStream.range(0, STUDIES).parallel().forEach(seed -> {
            GroupTests tests = GroupTests.of(QUOTA.draw(seed), QUOTA.axis(), null, METRICS, 99, seed, ONE);
            for (int metric = 0; metric < small.length; metric++) {
                for (int group = 0; group < 2; group++) {
                    Double p = tests.of(group, METRICS.get(metric)).p();
                    synchronized (small) {
                        small[metric][group] += p != null && p <= 0.05 ? 1 : 0;
                    }
                }
            }
        });
        levels = Arrays.stream(small)
                .map(counts -> Arrays.stream(counts)
                        .mapToDouble(count -> (double) count / STUDIES)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double p(RatingMatrix matrix, Axis axis, int seed, GroupMetric metric) {
        Double p = GroupTests.of(matrix, axis, null, List.of(metric), 99, seed, ONE)
                .of(0, metric)
                .p();
        assertNotNull(p);
        return p;
    }
}
