package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.SimulatedRepeats;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.WorkedExample;

class TestRetestTest {
    private static final double LEVEL = 0.95;
    private static final int STUDIES = 1_000;

    /// 3 of 5 pairs are the same; of ten values four are Yes, five No and one Unsure.
    @Test
    void the_worked_example_can_be_redone() {
        Estimate agreement = TestRetest.agreement(WorkedExample.REPEATS, rater -> true, LEVEL);
        assertEquals(3 / 5.0, agreement.orThrow());
        assertEquals(4, agreement.nRaters());
        assertEquals(3, agreement.nItems());
        assertEquals(
                1 - (2 / 5.0) / (58 / 90.0),
                TestRetest.alpha(WorkedExample.REPEATS, rater -> true, LEVEL).orThrow(),
                1e-15);
        assertEquals(
                2 / 3.0,
                TestRetest.agreement(WorkedExample.REPEATS, rater -> rater < 2, LEVEL)
                        .orThrow());
    }

    @Test
    void a_pair_without_an_answer_under_a_reading_is_none() {
        RepeatedAnswers dropped = WorkedExample.REPEATS.under(UnsurePolicy.DROP);
        assertEquals(4, dropped.size());
        assertEquals(
                3 / 4.0, TestRetest.agreement(dropped, rater -> true, LEVEL).orThrow());
    }

    @Test
    void nobody_has_no_figure_and_one_rater_no_interval() {
        assertEquals(
                "no rater answered an item twice",
                TestRetest.agreement(WorkedExample.REPEATS, rater -> false, LEVEL)
                        .reason());
        assertEquals(
                "no rater answered an item twice",
                TestRetest.alpha(WorkedExample.REPEATS, rater -> false, LEVEL).reason());
        assertNull(TestRetest.agreement(WorkedExample.REPEATS, rater -> rater == 0, LEVEL)
                .interval());
        assertNull(
                TestRetest.alpha(WorkedExample.REPEATS, rater -> rater < 2, LEVEL)
                        .interval(),
                "one rater alone wavers");
    }

    @Test
    void where_nobody_wavers_the_interval_still_has_a_width_and_alpha_has_none() {
        AnswerOptions options = AnswerOptions.of("No", "Yes");
        var pairs = new ArrayList<int[]>();
        for (int rater = 0; rater < 10; rater++) {
            for (int item = 0; item < 5; item++) {
                pairs.add(new int[] {item, rater, item % 2, item % 2});
            }
        }
        RepeatedAnswers steady = RepeatedAnswers.of(options, pairs);
        Interval interval = Objects.requireNonNull(
                TestRetest.agreement(steady, rater -> true, LEVEL).interval());
        assertEquals(1.0, interval.high());
        assertTrue(interval.low() < 0.9, interval.toString());
        assertEquals(1.0, TestRetest.alpha(steady, rater -> true, LEVEL).orThrow());
        assertNull(TestRetest.alpha(steady, rater -> true, LEVEL).interval());
        RepeatedAnswers same = RepeatedAnswers.of(options, List.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 1, 1}));
        assertEquals(
                "every answer is the same option",
                TestRetest.alpha(same, rater -> true, LEVEL).reason());
    }

    /// The cell of the table in bench/inference/RESULTS.md that is like the studies that are booked here; the
    /// standard error of .95 is .007.
    @Test
    void intervals_hold_what_they_are_about_as_often_as_they_say() {
        var design = new SimulatedRepeats(30, 3, 0.85, 1.0);
        int agreement = 0;
        int alpha = 0;
        int alphas = 0;
        for (long seed = 0; seed < STUDIES; seed++) {
            RepeatedAnswers study = design.draw(seed);
            Interval ofAgreement = Objects.requireNonNull(
                    TestRetest.agreement(study, rater -> true, LEVEL).interval());
            agreement += ofAgreement.contains(design.agreement()) ? 1 : 0;
            Interval ofAlpha = TestRetest.alpha(study, rater -> true, LEVEL).interval();
            if (ofAlpha != null) {
                alphas++;
                alpha += ofAlpha.contains(design.alpha()) ? 1 : 0;
            }
        }
        assertTrue(agreement >= 0.93 * STUDIES, "agreement " + agreement);
        assertTrue(alpha >= 0.93 * alphas && alphas > 0.95 * STUDIES, "alpha " + alpha + " of " + alphas);
    }
}
