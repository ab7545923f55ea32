package parallax.analytics.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.analytics.Dices350;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;

class Dices350AggregationTest {
    private static final Threads ALL = Threads.allCores();

    @Test
    void crowdtruth_equals_the_reference() {
        CrowdTruth quality = CrowdTruth.of(Dices350.matrix(), CrowdTruth.TOLERANCE, ALL);
        assertEquals(7, quality.rounds());
        for (JsonNode entry : Dices350.reference("crowdtruth_uqs_mean")) {
            assertEquals(value(entry), quality.meanUnitQuality().orThrow(), 1e-9);
        }
        for (JsonNode entry : Dices350.reference("crowdtruth_wqs_mean")) {
            assertEquals(value(entry), quality.meanWorkerQuality().orThrow(), 1e-9);
        }
        for (JsonNode entry : Dices350.reference("crowdtruth_aqs")) {
            for (int k = 0; k < 3; k++) {
                String option = Dices350.OPTIONS.names().get(k);
                assertEquals(
                        entry.get("value").get(option).asDouble(),
                        quality.annotationQuality(k).orThrow(),
                        1e-9);
            }
        }
        double[] units = IntStream.range(0, 350)
                .mapToDouble(i -> quality.unitQuality(i).orThrow())
                .sorted()
                .toArray();
        double[] raters = IntStream.range(0, 123)
                .mapToDouble(r -> quality.workerQuality(r).orThrow())
                .sorted()
                .toArray();
        checkQuantiles("crowdtruth_uqs_quantiles_0_25_50_75_100", units);
        checkQuantiles("crowdtruth_wqs_quantiles_0_25_50_75_100", raters);
    }

    @Test
    void crowdtruth_run_on_converges_to_its_fixed_point() {
        CrowdTruth quality = CrowdTruth.of(Dices350.matrix(), 1e-12, ALL);
        assertEquals(0.614273, quality.meanUnitQuality().orThrow(), 5e-7);
    }

    @Test
    void the_majority_has_the_reference_labels_and_agrees_with_gold_as_often() {
        Aggregation majority = MajorityVote.of(Dices350.matrix());
        assertEquals(Map.of("No", 271, "Yes", 79), labels(majority));
        List<@Nullable Integer> gold = Dices350.gold();
        int[][] confusion = LabelComparison.confusion(majority, gold);
        assertEquals(
                List.of(162, 13, 109, 66), List.of(confusion[0][0], confusion[0][2], confusion[2][0], confusion[2][2]));
        assertEquals(
                0.6514285714285715,
                LabelComparison.agreementWithGold(majority, gold).orThrow(),
                1e-9);
    }

    @Test
    void dawid_skene_from_the_shares_reaches_the_reference_likelihood_and_labels() {
        for (JsonNode entry : Dices350.reference("dawid_skene_labels")) {
            if (entry.get("code").asText().equals("own")) {
                int rounds = entry.get("params").get("iterations").asInt();
                RatingMatrix matrix = Dices350.matrix().under(Dices350.policy(entry));
                Aggregation end = DawidSkene.of(matrix, new Fitting(1, rounds, 0, 1), ALL);
                Double likelihood = end.logLikelihood();
                assertNotNull(likelihood);
                assertEquals(entry.get("params").get("loglik").asDouble(), likelihood, 1e-6, entry.toString());
                assertEquals(counts(entry, matrix), labels(end));
            }
        }
    }

    @Test
    void aggregators_flip_items_as_in_the_reference() {
        Aggregation majority = MajorityVote.of(Dices350.matrix());
        Aggregation converged = DawidSkene.of(Dices350.matrix(), new Fitting(1, 1000, 1e-10, 1), ALL);
        assertEquals(
                0.6228571428571429,
                LabelComparison.agreement(majority, converged).orThrow(),
                1e-9);
        assertEquals(132, LabelComparison.flips(majority, converged).size());
        assertEquals(
                0.49142857142857144,
                LabelComparison.agreementWithGold(converged, Dices350.gold()).orThrow(),
                1e-9);
    }

    @Test
    void restarts_only_ever_find_likelier_ends() {
        Aggregation one = DawidSkene.of(Dices350.matrix(), new Fitting(1, 1000, 1e-10, 1), ALL);
        Aggregation five = DawidSkene.of(Dices350.matrix(), Fitting.seeded(1), ALL);
        assertTrue(likelihood(five) >= likelihood(one));
        Aggregation mace1 = Mace.of(Dices350.matrix(), new Fitting(1, 500, 1e-10, 1), ALL);
        Aggregation mace10 = Mace.of(Dices350.matrix(), new Fitting(10, 500, 1e-10, 1), ALL);
        assertTrue(likelihood(mace10) >= likelihood(mace1));
    }

    private static double likelihood(Aggregation end) {
        Double likelihood = end.logLikelihood();
        assertNotNull(likelihood);
        return likelihood;
    }

    private static Map<String, Integer> labels(Aggregation end) {
        Map<String, Integer> labels = new TreeMap<>();
        for (int item = 0; item < end.items(); item++) {
            String name =
                    end.options().names().get(end.label(item).orElseThrow().first());
            labels.merge(name, 1, Integer::sum);
        }
        return labels;
    }

    private static Map<String, Integer> counts(JsonNode entry, RatingMatrix matrix) {
        Map<String, Integer> counts = new TreeMap<>();
        boolean merged = Dices350.policy(entry) == UnsurePolicy.MERGE;
        entry.get("value")
                .properties()
                .forEach(named -> counts.put(
                        merged && named.getKey().equals("No")
                                ? matrix.options().names().getFirst()
                                : named.getKey(),
                        named.getValue().asInt()));
        return counts;
    }

    private static void checkQuantiles(String metric, double[] sorted) {
        JsonNode expected = Dices350.reference(metric).getFirst().get("value");
        List<Double> actual = new ArrayList<>();
        for (int quarter = 0; quarter <= 4; quarter++) {
            double position = quarter / 4.0 * (sorted.length - 1);
            int below = (int) Math.floor(position);
            int above = Math.min(below + 1, sorted.length - 1);
            actual.add(sorted[below] + (position - below) * (sorted[above] - sorted[below]));
        }
        for (int quarter = 0; quarter <= 4; quarter++) {
            assertEquals(expected.get(quarter).asDouble(), actual.get(quarter), 1e-9);
        }
    }

    private static double value(JsonNode entry) {
        return entry.get("value").asDouble();
    }
}
