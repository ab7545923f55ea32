package parallax.analytics.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import parallax.analytics.AnswerOptions;
import parallax.analytics.IndependentFixture;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.Threads;
import parallax.analytics.WorkedExample;

/// Aggregation models against a program that shares nothing with them, and on ratings whose truth is
/// known.
class AggregationTest {
    private static final Threads ONE = new Threads(1, Progress.SILENT);
    private static final RatingMatrix MATRIX = IndependentFixture.MATRIX;

    @Test
    void crowdtruth_equals_the_independent_program() {
        CrowdTruth quality = CrowdTruth.of(MATRIX, CrowdTruth.TOLERANCE, ONE);
        JsonNode expected = IndependentFixture.VALUES.get("crowdTruth");
        for (int item = 0; item < MATRIX.items().size(); item++) {
            assertEquals(
                    expected.get("unitQuality").get(item).asDouble(),
                    quality.unitQuality(item).orThrow(),
                    1e-9);
        }
        for (int who = 0; who < MATRIX.raters().size(); who++) {
            assertEquals(
                    expected.get("workerQuality").get(who).asDouble(),
                    quality.workerQuality(who).orThrow(),
                    1e-9);
        }
        for (int k = 0; k < 3; k++) {
            double annotation = quality.annotationQuality(k).orThrow();
            assertEquals(expected.get("annotationQuality").get(k).asDouble(), annotation, 1e-9);
        }
    }

    @Test
    void crowdtruth_leaves_out_items_and_raters_that_share_nothing() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        builder.add("a", "x", "No").add("a", "y", "No").add("b", "z", "Yes");
        CrowdTruth quality = CrowdTruth.of(builder.build(), 1e-9, ONE);
        assertEquals(1, quality.unitQuality(0).orThrow());
        assertEquals("fewer than 2 answers to the item", quality.unitQuality(1).reason());
        assertEquals(
                "the rater shares no item with another",
                quality.workerQuality(2).reason());
        assertEquals(1, quality.meanWorkerQuality().orThrow());
        assertEquals(1, quality.annotationQuality(0).orThrow());
        assertEquals(
                "nobody who shares items with others chose the option",
                quality.annotationQuality(2).reason());
    }

    @Test
    void raters_who_never_agree_have_no_quality_left() {
        RatingMatrix opposed = WorkedExample.matrix(List.of("No", "Yes"), List.of("Yes", "No"));
        CrowdTruth quality = CrowdTruth.of(opposed, 1e-9, ONE);
        assertEquals(0, quality.meanUnitQuality().orThrow());
        assertEquals(0, quality.meanWorkerQuality().orThrow());
    }

    @Test
    void dawid_skene_equals_the_independent_program() {
        Aggregation end = DawidSkene.of(MATRIX, new Fitting(1, 25, 0, 1), ONE);
        JsonNode expected = IndependentFixture.VALUES.get("dawidSkene");
        assertEquals(25, end.rounds());
        assertEquals(expected.get("logLikelihood").asDouble(), likelihood(end), 1e-9);
        sameWeights(expected, end, 1e-9);
    }

    @Test
    void mace_finds_the_likeliest_end_that_the_independent_program_finds() {
        Aggregation end = Mace.of(MATRIX, new Fitting(20, 3000, 1e-13, 1), ONE);
        JsonNode expected = IndependentFixture.VALUES.get("mace");
        assertEquals(expected.get("logLikelihood").asDouble(), likelihood(end), 1e-6);
        sameWeights(expected, end, 1e-3);
    }

    @Test
    void models_see_through_raters_who_always_say_yes() {
        // 20 items, 8 raters who tell the truth 9 times in 10 and 7 who always say Yes
        Random random = new Random(3);
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        for (int item = 0; item < 60; item++) {
            for (int who = 0; who < 15; who++) {
                boolean yes = item % 2 == 0;
                builder.add("i" + item, "r" + who, who >= 8 || (random.nextInt(10) > 0 == yes) ? "Yes" : "No");
            }
        }
        RatingMatrix matrix = builder.build();
        for (Aggregation end : List.of(
                DawidSkene.of(matrix, Fitting.seeded(1), ONE), Mace.of(matrix, new Fitting(10, 1000, 1e-12, 1), ONE))) {
            for (int item = 0; item < 60; item++) {
                assertEquals(
                        item % 2 == 0 ? 2 : 0, end.label(item).orElseThrow().first(), end.method() + " item " + item);
            }
        }
        assertTrue(LabelComparison.flips(MajorityVote.of(matrix), DawidSkene.of(matrix, Fitting.seeded(1), ONE))
                        .size()
                > 5);
    }

    @Test
    void the_models_are_the_same_whatever_the_number_of_threads() {
        RatingMatrix matrix = new SimulatedRatings(80, 40, 0.4, 1, 1).draw(new Random(2));
        Threads three = new Threads(3, Progress.SILENT);
        Fitting fitting = new Fitting(3, 40, 1e-10, 5);
        assertSame(DawidSkene.of(matrix, fitting, ONE), DawidSkene.of(matrix, fitting, three));
        assertSame(Mace.of(matrix, fitting, ONE), Mace.of(matrix, fitting, three));
        Fitting single = new Fitting(1, 40, 1e-10, 5);
        assertSame(Mace.of(matrix, single, ONE), Mace.of(matrix, single, three));
        CrowdTruth one = CrowdTruth.of(matrix, 1e-9, ONE);
        CrowdTruth many = CrowdTruth.of(matrix, 1e-9, three);
        assertEquals(one.meanUnitQuality(), many.meanUnitQuality());
        assertEquals(one.meanWorkerQuality(), many.meanWorkerQuality());
        assertEquals(one.annotationQuality(0), many.annotationQuality(0));
    }

    @Test
    void long_fits_can_be_stopped() {
        Threads stopping = new Threads(2, (done, total) -> done < 3);
        Fitting endless = new Fitting(2, 100_000, 0, 1);
        assertThrows(CancellationException.class, () -> DawidSkene.of(MATRIX, endless, stopping));
        assertThrows(CancellationException.class, () -> Mace.of(MATRIX, new Fitting(1, 100_000, 0, 1), stopping));
        assertThrows(CancellationException.class, () -> CrowdTruth.of(MATRIX, 0, stopping));
        assertThrows(IllegalArgumentException.class, () -> new Fitting(0, 1, 0, 1));
    }

    @Test
    void items_without_answers_stay_without_a_label() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        builder.item("nobody");
        builder.add("a", "x", "No").add("a", "y", "Yes").add("b", "x", "No").add("b", "y", "No");
        RatingMatrix matrix = builder.build();
        for (Aggregation end : List.of(
                MajorityVote.of(matrix),
                DawidSkene.of(matrix, Fitting.seeded(1), ONE),
                Mace.of(matrix, Fitting.seeded(1), ONE))) {
            assertTrue(end.label(0).isEmpty(), end.method());
            assertEquals(0, end.label(2).orElseThrow().first(), end.method());
        }
        Aggregation majority = MajorityVote.of(matrix);
        assertEquals(List.of(0, 2), majority.label(1).orElseThrow().options());
        assertNull(majority.logLikelihood());
    }

    @Test
    void label_comparison_counts_only_items_with_both_labels() {
        Aggregation majority = MajorityVote.of(WorkedExample.MATRIX);
        assertEquals(1, LabelComparison.agreement(majority, majority).orThrow());
        assertEquals(List.of(), LabelComparison.flips(majority, majority));
        assertEquals(
                1 / 2.0,
                LabelComparison.agreementWithGold(majority, Arrays.asList(2, null, 0))
                        .orThrow());
        assertEquals(
                "no labelled item has a gold label",
                LabelComparison.agreementWithGold(majority, Arrays.asList(null, null, null))
                        .reason());
        assertThrows(
                IllegalArgumentException.class, () -> LabelComparison.agreementWithGold(majority, Arrays.asList(1)));
    }

    private static void assertSame(Aggregation one, Aggregation other) {
        assertEquals(one.logLikelihood(), other.logLikelihood());
        assertEquals(one.rounds(), other.rounds());
        for (int item = 0; item < one.items(); item++) {
            assertEquals(one.weight(item, 0), other.weight(item, 0));
        }
    }

    private static void sameWeights(JsonNode expected, Aggregation end, double near) {
        for (int item = 0; item < end.items(); item++) {
            for (int k = 0; k < 3; k++) {
                assertEquals(
                        expected.get("weights").get(item).get(k).asDouble(), end.weight(item, k), near, "item " + item);
            }
        }
    }

    private static double likelihood(Aggregation end) {
        Double likelihood = end.logLikelihood();
        assertNotNull(likelihood);
        return likelihood;
    }

    /// Two raters always agree and one always says the other: that one errs always or the two do, which
    /// is as likely.
    @Test
    void on_a_tie_of_restarts_the_end_nearest_the_majority_is_kept() {
        RatingMatrixBuilder builder = RatingMatrix.builder(AnswerOptions.of("A", "B"));
        for (int item = 0; item < 6; item++) {
            builder.add("i" + item, "r1", item % 3 == 0 ? "A" : "B");
            builder.add("i" + item, "r2", item % 3 == 0 ? "A" : "B");
            builder.add("i" + item, "r3", item % 3 == 0 ? "B" : "A");
        }
        RatingMatrix matrix = builder.build();
        for (int seed = 0; seed < 20; seed++) {
            Aggregation labels = DawidSkene.of(matrix, Fitting.seeded(seed), Threads.allCores());
            for (int item = 0; item < 6; item++) {
                assertEquals(
                        MajorityVote.of(matrix).label(item), labels.label(item), "item " + item + " at seed " + seed);
            }
            assertTrue(
                    labels.method().matches("Dawid–Skene, 5 restarts \\([1-5] agree\\), seed " + seed),
                    labels.method());
        }
    }
}
