package parallax.analytics.resampling;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.analytics.Axis;
import parallax.analytics.Dices350;
import parallax.analytics.Progress;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.Threads;
import parallax.analytics.WorkedExample;
import parallax.analytics.metric.GroupMetric;

class PermutationTestTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final Map<String, GroupMetric> REFERENCE_NAMES = Map.of(
            "irr_alpha_nominal", GroupMetric.ALPHA_NOMINAL,
            "xrr_kappa_x", GroupMetric.XRR,
            "gai", GroupMetric.GAI,
            "negentropy_mean_nats", GroupMetric.NEGENTROPY,
            "cross_negentropy_mean_nats", GroupMetric.CROSS_NEGENTROPY_OBSERVED,
            "plurality_size_mean", GroupMetric.PLURALITY_SIZE,
            "voting_agreement_alpha", GroupMetric.VOTING_AGREEMENT,
            "jsd_marginal_bits_vs_rest", GroupMetric.JSD_MARGINAL,
            "jsd_itemwise_mean_bits_vs_rest", GroupMetric.JSD_ITEMWISE,
            "p_unsafe_pooled", GroupMetric.P_UNSAFE);

    @Test
    void replayed_permutations_of_dices_350_give_the_reference_nulls() {
        int[][] permutations = Dices350.permutations();
        int checked = 0;
        int exactly = 0;
        for (String name : Dices350.axes()) {
            Axis axis = Dices350.axis(name);
            PermutationNulls nulls = new PermutationTest(Dices350.matrix(), axis, List.copyOf(REFERENCE_NAMES.values()))
                    .replayed(permutations, Threads.allCores());
            List<String> groups = axis.groups().stream().map(RaterGroup::name).toList();
            for (String metric : REFERENCE_NAMES.keySet()) {
                for (JsonNode entry : Dices350.reference(metric)) {
                    JsonNode expected = entry.get("params").path("permutation");
                    if (entry.get("axis").asText().equals(name) && expected.isObject()) {
                        int group = groups.indexOf(entry.get("group").asText());
                        check(nulls.ofValue(group, REFERENCE_NAMES.get(metric)), expected, entry.toString());
                        checked++;
                        double p = requireNonNull(nulls.ofValue(group, REFERENCE_NAMES.get(metric))
                                .p());
                        exactly += Math.abs(p - expected.get("p_add1_two_sided").asDouble()) < 1e-9 ? 1 : 0;
                    }
                }
            }
        }
        assertEquals(160, checked);
        assertEquals(159, exactly, "one null has ties with the observed value");
    }

    @Test
    void few_distinct_assignments_are_enumerated_and_the_p_value_is_exact() {
        // two old, two young: 6 assignments. P(unsafe) of r1 … r4 is 1/3 1/3 1/3 2/3, so of a pair 2/6, or 3/6 with r4.
        PermutationTest test =
                new PermutationTest(WorkedExample.MATRIX, WorkedExample.AGE, List.of(GroupMetric.P_UNSAFE));
        NullDistribution old = test.shuffled(1000, 1, null, ONE).of(0, GroupMetric.P_UNSAFE);
        assertEquals(PermutationRule.EXACT, old.rule());
        assertEquals(6, old.replicates());
        assertEquals(2 / 6.0, old.observed(), 1e-15);
        assertEquals(5 / 12.0, requireNonNull(old.mean()), 1e-15);
        // all 6 are ≥ 2/6, 3 are ≤ 2/6: p = 2 · 3/6
        assertEquals(1, old.p());
        // none is strictly below: the rule without the +1 can give 0
        assertEquals(0, requireNonNull(old.pGrasp()));
    }

    @Test
    void exact_p_values_count_the_observed_assignment() {
        RatingMatrix matrix =
                WorkedExample.matrix(List.of("Yes", "Yes", "No", "No", "No"), List.of("Yes", "Yes", "No", "No", "No"));
        Axis axis = Axis.of("age", List.of("old", "old", "young", "young", "young"));
        NullDistribution old = new PermutationTest(matrix, axis, List.of(GroupMetric.P_UNSAFE))
                .shuffled(11, 1, null, ONE)
                .of(0, GroupMetric.P_UNSAFE);
        // 5!/(2!·3!) = 10 assignments, 1 as high as observed
        assertEquals(10, old.replicates());
        assertEquals(2 / 10.0, requireNonNull(old.p()), 1e-15);
    }

    @Test
    void as_many_assignments_as_replicates_are_drawn_not_enumerated() {
        PermutationTest test =
                new PermutationTest(WorkedExample.MATRIX, WorkedExample.AGE, List.of(GroupMetric.P_UNSAFE));
        assertEquals(
                PermutationRule.ADD_ONE,
                test.shuffled(6, 1, null, ONE).of(0, GroupMetric.P_UNSAFE).rule());
        assertThrows(IllegalArgumentException.class, () -> test.shuffled(0, 1, null, ONE));
    }

    @Test
    void groups_are_handed_round_within_blocks_only() {
        Axis axis = Axis.of("age", Arrays.asList("old", "young", "old", "old", "young", null));
        Axis phase = Axis.of("phase", List.of("1", "1", "2", "2", "2", "2"));
        Blocks blocks = Blocks.of(axis, phase);
        assertEquals(BigInteger.valueOf(2 * 3), EnumeratedRegrouping.count(axis, blocks));
        EnumeratedRegrouping every = EnumeratedRegrouping.of(axis, blocks);
        Set<List<Integer>> distinct = new HashSet<>();
        int[] groupOf = new int[6];
        for (int replicate = 0; replicate < every.replicates(); replicate++) {
            every.fill(replicate, groupOf);
            distinct.add(Arrays.stream(groupOf).boxed().toList());
            assertEquals(1, groupOf[0] + groupOf[1], "one old and one young in phase 1");
            assertEquals(1, groupOf[2] + groupOf[3] + groupOf[4], "one young in phase 2");
            assertEquals(Axis.NO_GROUP, groupOf[5]);
        }
        assertEquals(6, distinct.size());
        ShuffledRegrouping shuffled = new ShuffledRegrouping(axis, blocks, keys(axis.raters()), 200, 7);
        Set<List<Integer>> seen = new HashSet<>();
        for (int replicate = 0; replicate < 200; replicate++) {
            shuffled.fill(replicate, groupOf);
            seen.add(Arrays.stream(groupOf).boxed().toList());
        }
        assertEquals(distinct, seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void the_nulls_are_the_same_whatever_the_number_of_threads(int threads) {
        Random random = new Random(5);
        SimulatedRatings design = new SimulatedRatings(40, 30, 0.5, 1, 1);
        RatingMatrix matrix = design.draw(random);
        Axis axis = design.axis(3, true, random);
        PermutationTest test = new PermutationTest(matrix, axis, List.of(GroupMetric.values()));
        PermutationNulls one = test.shuffled(50, 11, null, ONE);
        PermutationNulls many = test.shuffled(50, 11, null, new Threads(threads, Progress.SILENT));
        PermutationNulls other = test.shuffled(50, 12, null, ONE);
        for (GroupMetric metric : GroupMetric.values()) {
            assertEquals(one.of(0, metric).mean(), many.of(0, metric).mean(), metric.label());
            assertEquals(
                    one.of(0, metric).standardDeviation(), many.of(0, metric).standardDeviation());
        }
        assertNotEquals(
                one.of(0, GroupMetric.GAI).mean(), other.of(0, GroupMetric.GAI).mean());
        assertEquals(one.ofLargestGai().mean(), many.ofLargestGai().mean());
    }

    @Test
    void progress_is_heard_and_can_stop_the_work() {
        Random random = new Random(5);
        SimulatedRatings design = new SimulatedRatings(20, 20, 1, 1, 1);
        PermutationTest test =
                new PermutationTest(design.draw(random), design.axis(2, false, random), List.of(GroupMetric.P_UNSAFE));
        AtomicLong last = new AtomicLong();
        test.shuffled(40, 1, null, new Threads(2, (done, total) -> {
            assertEquals(40, total);
            assertEquals(last.get() + 1, done);
            last.set(done);
            return true;
        }));
        assertEquals(40, last.get());
        for (int threads : List.of(1, 2)) {
            Threads stopping = new Threads(threads, (done, total) -> done < 5);
            CancellationException stopped =
                    assertThrows(CancellationException.class, () -> test.shuffled(4000, 1, null, stopping));
            assertTrue(requireNonNull(stopped.getMessage()).startsWith("Stopped after"), stopped.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new Threads(0, Progress.SILENT));
    }

    @Test
    void p_values_under_the_null_are_not_too_often_small() {
        // raters exchangeable by construction: P(p ≤ α) ≤ α, here within three standard errors over 400 tests
        int tests = 400;
        int small = 0;
        SimulatedRatings design = new SimulatedRatings(15, 12, 0.8, 1, 1);
        for (int seed = 0; seed < tests; seed++) {
            Random random = new Random(seed);
            RatingMatrix matrix = design.draw(random);
            Axis axis = Axis.of("half", List.of("a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b", "b"));
            Double p = new PermutationTest(matrix, axis, List.of(GroupMetric.XRR))
                    .shuffled(99, seed, null, ONE)
                    .of(0, GroupMetric.XRR)
                    .p();
            small += p != null && p <= 0.1 ? 1 : 0;
        }
        assertTrue(small <= tests * 0.1 + 3 * Math.sqrt(tests * 0.1 * 0.9), small + " of " + tests + " p-values ≤ .1");
        assertTrue(small > tests * 0.02, "a test that never rejects shows nothing: " + small);
    }

    @Test
    void a_metric_undefined_for_the_observed_groups_has_no_p_value() {
        Axis alone = Axis.of("age", List.of("old", "young", "young", "young"));
        NullDistribution null0 = new PermutationTest(WorkedExample.MATRIX, alone, List.of(GroupMetric.ALPHA_NOMINAL))
                .shuffled(100, 1, null, ONE)
                .of(0, GroupMetric.ALPHA_NOMINAL);
        assertNull(null0.p());
        assertNull(null0.pGrasp());
        assertNull(null0.mean());
        assertNull(null0.standardDeviation());
        assertEquals(0, null0.replicates());
    }

    @Test
    void misfits_between_raters_axes_blocks_and_permutations_are_refused() {
        Axis three = Axis.of("age", List.of("old", "old", "young"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PermutationTest(WorkedExample.MATRIX, three, List.of(GroupMetric.XRR)));
        PermutationTest test = new PermutationTest(WorkedExample.MATRIX, WorkedExample.AGE, List.of(GroupMetric.XRR));
        assertThrows(IllegalArgumentException.class, () -> test.shuffled(10, 1, three, ONE));
        assertThrows(IllegalArgumentException.class, () -> test.replayed(new int[][] {{0, 1}}, ONE));
        PermutationNulls nulls = test.shuffled(10, 1, null, ONE);
        assertThrows(IllegalArgumentException.class, () -> nulls.of(0, GroupMetric.GAI));
    }

    @Test
    void benjamini_hochberg_of_a_small_family() {
        // ranks .01 .02 .03 .04 of 4: .01·4/1, .02·4/2, .03·4/3, .04·4/4 are all .04; R 4.3: p.adjust(p, "BH")
        assertEquals(List.of(0.04, 0.04, 0.04, 0.04), BenjaminiHochberg.adjust(List.of(0.04, 0.01, 0.03, 0.02)));
        List<Double> adjusted = BenjaminiHochberg.adjust(Arrays.asList(0.5, null, 0.001, 0.2));
        assertNull(adjusted.get(1));
        assertArrayEquals(
                new double[] {0.5, 0.003, 0.2 * 3 / 2},
                new double[] {adjusted.get(0), adjusted.get(2), adjusted.get(3)},
                1e-15);
        assertThrows(IllegalArgumentException.class, () -> BenjaminiHochberg.adjust(List.of(1.5)));
    }

    private static long[] keys(int raters) {
        return ReplicateHash.keys(
                IntStream.range(0, raters).mapToObj(rater -> "r" + rater).toList());
    }

    private static void check(NullDistribution actual, JsonNode expected, String place) {
        assertEquals(expected.get("n_perm").asInt(), actual.replicates(), place);
        assertEquals(expected.get("perm_mean").asDouble(), requireNonNull(actual.mean()), 1e-9, place);
        assertEquals(expected.get("perm_sd").asDouble(), requireNonNull(actual.standardDeviation()), 1e-9, place);
        assertEquals(expected.get("perm_q025").asDouble(), requireNonNull(actual.quantile(0.025)), 1e-9, place);
        assertEquals(expected.get("perm_q975").asDouble(), requireNonNull(actual.quantile(0.975)), 1e-9, place);
        // the reference compares floating-point sums as they are, so a tie there may fall on either side
        double ties = 2.0 * actual.ties() / actual.replicates();
        assertEquals(expected.get("p_add1_two_sided").asDouble(), requireNonNull(actual.p()), ties + 1e-9, place);
        assertEquals(expected.get("p_grasp").asDouble(), requireNonNull(actual.pGrasp()), ties + 1e-9, place);
    }
}
