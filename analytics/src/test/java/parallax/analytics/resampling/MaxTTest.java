package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import parallax.analytics.Axis;
import parallax.analytics.Estimand;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.SimulatedFamily;
import parallax.analytics.SimulatedStudy;
import parallax.analytics.SimulatedStudy.Giving;
import parallax.analytics.SimulatedStudy.Items;
import parallax.analytics.Threads;
import parallax.analytics.metric.PUnsafe;

class MaxTTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final Estimand BOTH = Estimand.ITEMS_AND_RATERS_LIKE_THESE;
    private static final SimulatedStudy THREE = new SimulatedStudy(
            "", new int[] {9, 12, 15}, new double[] {0.8, 0.8, 0.8}, 40, Giving.COMPLETE, 0, 0.4, Items.ALIKE);
    private static final int STUDIES = 300;

    @Test
    void a_contrast_alone_keeps_its_p_and_so_do_two_names_of_the_same() {
        RatingMatrix matrix = two(0.4).draw(5);
        Axis axis = two(0.4).axis();
        List<MaxT.Contrast> alone = List.of(new MaxT.Contrast(axis, 0, MaxT.REST, 0.03));
        double[] adjusted = adjust(matrix, alone, 4000);
        assertEquals(0.03, adjusted[0], 4 * Math.sqrt(0.03 * 0.97 / 4000));
        List<MaxT.Contrast> named = List.of(
                new MaxT.Contrast(axis, 0, MaxT.REST, 0.03),
                new MaxT.Contrast(axis, 1, MaxT.REST, 0.03),
                new MaxT.Contrast(axis, 0, 1, 0.03));
        assertArrayEquals(new double[] {adjusted[0], adjusted[0], adjusted[0]}, adjust(matrix, named, 4000), 1e-3);
    }

    @Test
    void unrelated_contrasts_are_adjusted_as_much_as_by_independence() {
        RatingMatrix matrix = THREE.draw(2);
        // raters alone vary, and no rater is in two of these contrasts
        Axis six = Axis.of(
                "", IntStream.range(0, 36).mapToObj(rater -> "g" + rater / 6).toList());
        List<MaxT.Contrast> family = List.of(
                new MaxT.Contrast(six, 0, 1, 0.02),
                new MaxT.Contrast(six, 2, 3, 0.02),
                new MaxT.Contrast(six, 4, 5, 0.02));
        double[] adjusted =
                MaxT.adjust(matrix, yes(matrix), Estimand.THESE_ITEMS_RATERS_LIKE_THESE, family, 10_000, 3, ONE);
        assertEquals(1 - Math.pow(0.98, 3), adjusted[0], 4 * Math.sqrt(0.06 / 10_000));
    }

    @Test
    void adjusted_values_are_those_of_the_formula_answer_by_answer() {
        RatingMatrix matrix = THREE.draw(7);
        List<MaxT.Contrast> family = SimulatedFamily.of(matrix, List.of(THREE.axis()), BOTH);
        assertEquals(6, family.size());
        assertArrayEquals(
                plainly(matrix, family, 199, 11), MaxT.adjust(matrix, yes(matrix), BOTH, family, 199, 11, ONE));
    }

    @Test
    void clearer_contrasts_have_smaller_values_and_none_is_below_its_own_p() {
        RatingMatrix matrix = THREE.draw(12);
        List<Axis> axes = SimulatedFamily.axes(THREE);
        List<MaxT.Contrast> family = new ArrayList<>(SimulatedFamily.of(matrix, axes, BOTH));
        family.add(new MaxT.Contrast(axes.get(0), 1, MaxT.REST, 0));
        double[] adjusted = adjust(matrix, family, 499);
        assertEquals(1 / 500., adjusted[family.size() - 1], 0);
        for (int one = 0; one < adjusted.length; one++) {
            assertTrue(adjusted[one] >= family.get(one).p() && adjusted[one] <= 1, "adjusted " + adjusted[one]);
            for (int other = 0; other < adjusted.length; other++) {
                assertTrue(family.get(one).p() > family.get(other).p() || adjusted[one] <= adjusted[other]);
            }
        }
        assertArrayEquals(
                adjusted, MaxT.adjust(matrix, yes(matrix), BOTH, family, 499, 1, new Threads(3, Progress.SILENT)));
    }

    @Test
    void it_needs_replicates_and_p_values() {
        RatingMatrix matrix = THREE.draw(1);
        assertThrows(IllegalArgumentException.class, () -> adjust(matrix, List.of(), 0));
        assertThrows(IllegalArgumentException.class, () -> new MaxT.Contrast(THREE.axis(), 0, 1, Double.NaN));
        assertEquals(0, adjust(matrix, List.of(), 9).length);
    }

    /// One small cell of `bench/inference/run families`.
    @Test
    void of_many_contrasts_of_groups_alike_any_is_seldom_found_different() {
        double[] found = SimulatedFamily.found(THREE, false, STUDIES, 99);
        double most = 0.05 + 4 * Math.sqrt(0.05 * 0.95 / STUDIES);
        assertTrue(found[0] > 0.2, "each by itself: " + found[0]);
        assertTrue(found[2] <= most && found[2] > 0.01, "together: " + found[2]);
        assertTrue(found[2] >= found[1], "more than by Bonferroni and Holm: " + found[1]);
    }

    private static SimulatedStudy two(double share) {
        return new SimulatedStudy(
                "", new int[] {15, 20}, new double[] {0.8, 0.8}, 30, Giving.COMPLETE, 0, share, Items.ALIKE);
    }

    private static BitSet yes(RatingMatrix matrix) {
        return PUnsafe.unsafeOptions(matrix.options());
    }

    private static double[] adjust(RatingMatrix matrix, List<MaxT.Contrast> family, int replicates) {
        return MaxT.adjust(matrix, yes(matrix), BOTH, family, replicates, 1, ONE);
    }

    /// The same by the words of the formula: every replicate goes over all answers anew.
    private static double[] plainly(RatingMatrix matrix, List<MaxT.Contrast> family, int replicates, long seed) {
        double[] observed = family.stream()
                .mapToDouble(contrast -> NormalDistribution.of(0, 1).inverseSurvivalProbability(contrast.p() / 2))
                .toArray();
        double[][] drawn = new double[replicates][];
        for (int replicate = 0; replicate < replicates; replicate++) {
            long key = ReplicateHash.replicate(seed, replicate);
            drawn[replicate] = family.stream()
                    .mapToDouble(contrast -> statistic(matrix, contrast, key))
                    .toArray();
        }
        double[] adjusted = new double[observed.length];
        for (int one = 0; one < observed.length; one++) {
            for (int clearer = 0; clearer < observed.length; clearer++) {
                if (observed[clearer] >= observed[one]) {
                    double bar = observed[clearer];
                    long asFar = Arrays.stream(drawn)
                            .filter(values -> IntStream.range(0, values.length)
                                    .anyMatch(k -> observed[k] <= bar && values[k] >= bar))
                            .count();
                    adjusted[one] = Math.max(adjusted[one], (asFar + 1.) / (replicates + 1.));
                }
            }
            adjusted[one] = Math.max(adjusted[one], family.get(one).p());
        }
        return adjusted;
    }

    private static double statistic(RatingMatrix matrix, MaxT.Contrast contrast, long replicate) {
        double[] items = new double[matrix.items().size()];
        double[] raters = new double[matrix.raters().size()];
        add(matrix, contrast, true, items, raters);
        add(matrix, contrast, false, items, raters);
        double sum = 0;
        double squares = 0;
        for (int item = 0; item < items.length; item++) {
            sum += items[item] * number("item", matrix.items().get(item), replicate);
            squares += items[item] * items[item];
        }
        for (int rater = 0; rater < raters.length; rater++) {
            sum += raters[rater] * number("rater", matrix.raters().get(rater), replicate);
            squares += raters[rater] * raters[rater];
        }
        return Math.abs(sum) / Math.sqrt(squares);
    }

    private static void add(RatingMatrix matrix, MaxT.Contrast contrast, boolean own, double[] items, double[] raters) {
        int[] mine = IntStream.range(0, matrix.answers())
                .filter(answer -> {
                    int of = contrast.axis().groupOf(matrix.raterOf(answer));
                    boolean others = contrast.other() == MaxT.REST ? of != contrast.group() : of == contrast.other();
                    return own ? of == contrast.group() : others;
                })
                .toArray();
        double share = Arrays.stream(mine)
                .map(answer -> matrix.optionOf(answer) == 2 ? 1 : 0)
                .average()
                .orElseThrow();
        double n = Arrays.stream(mine).map(matrix::raterOf).distinct().count();
        double all = items.length; // in a complete design
        for (int answer : mine) {
            double influence = (own ? 1 : -1) * ((matrix.optionOf(answer) == 2 ? 1 : 0) - share) / mine.length;
            int item = IntStream.range(0, items.length)
                    .filter(i -> matrix.start(i) <= answer && answer < matrix.start(i + 1))
                    .findFirst()
                    .orElseThrow();
            items[item] += influence * Math.sqrt(all / (all - 1));
            raters[matrix.raterOf(answer)] += influence * Math.sqrt(n / (n - 1));
        }
    }

    private static double number(String kind, String name, long replicate) {
        assertNotNull(name);
        long key = ReplicateHash.within(ReplicateHash.key(kind), ReplicateHash.key(name));
        return (Long.bitCount(ReplicateHash.draw(key, replicate)) - 32) / 4.;
    }
}
