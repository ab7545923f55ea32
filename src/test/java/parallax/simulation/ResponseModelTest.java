package parallax.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.study.Reading;

class ResponseModelTest {
    /// F(x) = 1/(1 + e⁻ˣ): with η = 0 and thresholds 0.9 and 1.4 safe is F(0.9) = 0.710950, not unsafe
    /// F(1.4) = 0.802184.
    @Test
    void probabilities_are_differences_of_the_logistic_function() {
        Map<Reading, Double> p = ResponseModel.typical(1).probabilities(0);
        assertEquals(0.710950, at(p, Reading.SAFE), 1e-6);
        assertEquals(0.802184 - 0.710950, at(p, Reading.UNSURE), 1e-6);
        assertEquals(1 - 0.802184, at(p, Reading.UNSAFE), 1e-6);
    }

    @Test
    void draws_follow_the_probabilities() {
        ResponseModel model = ResponseModel.typical(1);
        var draws = new Draws(5);
        int n = 40_000;
        long unsafe = IntStream.range(0, n)
                .filter(i -> model.reading(0.5, draws.uniform(i)) == Reading.UNSAFE)
                .count();
        double p = at(model.probabilities(0.5), Reading.UNSAFE);
        assertEquals(p, unsafe / (double) n, 4 * Math.sqrt(p * (1 - p) / n));
    }

    @Test
    void normal_draws_have_mean_0_and_deviation_1() {
        var draws = new Draws(2);
        int n = 40_000;
        double[] x =
                IntStream.range(0, n).mapToDouble(i -> draws.normal("x", i)).toArray();
        double mean = IntStream.range(0, n).mapToDouble(i -> x[i]).sum() / n;
        double variance = IntStream.range(0, n).mapToDouble(i -> x[i] * x[i]).sum() / n - mean * mean;
        assertEquals(0, mean, 4 / Math.sqrt(n));
        assertEquals(1, variance, 4 * Math.sqrt(2.0 / n));
    }

    @Test
    void a_group_that_finds_replies_more_severe_by_a_logit_answers_unsafe_more_often() {
        ResponseModel model = ResponseModel.typical(11)
                .with(List.of(
                        new ResponseModel.Shift("shore", "East", 1), new ResponseModel.Shift("shore", "West", 0)));
        double east = unsafe(model, "East");
        double west = unsafe(model, "West");
        assertTrue(east - west > 0.08, "unsafe in the east " + east + ", in the west " + west);
    }

    /// With interaction alone, groups agree on the average and differ item by item.
    @Test
    void a_group_interaction_shows_as_a_difference_of_items_between_groups() {
        var without = new ResponseModel.Spread(1.4, 0, 0, 0.5, 0, 0);
        var with = new ResponseModel.Spread(1.4, 0, 0, 0.5, 0, 1.5);
        assertTrue(gapBetweenGroups(ResponseModel.typical(4).with(with))
                > 2 * gapBetweenGroups(ResponseModel.typical(4).with(without)));
    }

    @Test
    void names_and_seeds_give_numbers_of_their_own() {
        assertEquals(new Draws(1).uniform("ab", "c"), new Draws(1).uniform("ab", "c"));
        assertNotEquals(new Draws(1).uniform("ab", "c"), new Draws(1).uniform("a", "bc"));
        assertNotEquals(new Draws(1).uniform("ab", "c"), new Draws(2).uniform("ab", "c"));
    }

    private static double unsafe(ResponseModel model, String shore) {
        return IntStream.rangeClosed(1, 200)
                .mapToDouble(n -> IntStream.range(0, 50)
                        .mapToDouble(i ->
                                at(model.probabilities(model.severity(rater(n, shore), "item-" + i)), Reading.UNSAFE))
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private static double gapBetweenGroups(ResponseModel model) {
        return IntStream.range(0, 60)
                .mapToDouble(i -> Math.abs(shareOfItem(model, "East", i) - shareOfItem(model, "West", i)))
                .average()
                .orElseThrow();
    }

    private static double shareOfItem(ResponseModel model, String shore, int item) {
        return IntStream.rangeClosed(1, 100)
                .mapToDouble(n ->
                        at(model.probabilities(model.severity(rater(n, shore), "item-" + item)), Reading.UNSAFE))
                .average()
                .orElseThrow();
    }

    private static SimulatedRater rater(int number, String shore) {
        return new SimulatedRater(number, Map.of("shore", shore));
    }

    private static double at(Map<Reading, Double> probabilities, Reading reading) {
        return probabilities.getOrDefault(reading, Double.NaN);
    }
}
