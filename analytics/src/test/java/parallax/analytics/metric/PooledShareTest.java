package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.analytics.CountTable;
import parallax.analytics.Dices350;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.RatingMatrix;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.WorkedExample;

class PooledShareTest {

    @Test
    void wilson_interval_of_three_in_four() {
        // z = 1.959964: centre (3/4 + z²/8)/(1 + z²/4), half z·√(3/64 + z²/64)/(1 + z²/4); R 4.3:
        // binom::binom.wilson(3, 4)
        Interval interval = WilsonInterval.of(3, 4);
        assertEquals(0.3006418, interval.low(), 1e-7);
        assertEquals(0.9544127, interval.high(), 1e-7);
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(5, 4));
    }

    @Test
    void wilson_interval_reaches_the_ends_when_all_agree() {
        assertEquals(0, WilsonInterval.of(0, 5).low());
        assertEquals(1, WilsonInterval.of(5, 5).high());
    }

    @Test
    void two_way_cluster_interval_of_the_worked_example() {
        // p = 5/12. Raters' residuals −1/4, −1/4, −1/4, 3/4: V(raters) = 4/3 · (3/4)/144 = 1/144.
        // Items' residuals 4/3, −5/3, 1/3: V(items) = 3/2 · (14/3)/144 = 7/144. V(answers) = (35/144)/11 = 35/1584.
        // V = 88/1584 − 35/1584 = 53/1584, effective answers (35/144)/V = 385/53.
        // Student's quantile for 2 degrees of freedom is .95/√(2 · .975 · .025).
        Estimate estimate = PUnsafe.pooled(WorkedExample.everyone(), WorkedExample.MATRIX.countsByRater());
        double n = 385 / 53.0;
        double t = 0.95 / Math.sqrt(2 * 0.975 * 0.025);
        double p = 5 / 12.0;
        double centre = (p + t * t / (2 * n)) / (1 + t * t / n);
        double half = t * Math.sqrt(p * (1 - p) / n + t * t / (4 * n * n)) / (1 + t * t / n);
        Interval interval = interval(estimate);
        assertEquals(p, estimate.orThrow());
        assertEquals(centre - half, interval.low(), 1e-12);
        assertEquals(centre + half, interval.high(), 1e-12);
        assertEquals(4, estimate.nRaters());
        assertEquals(3, estimate.nItems());
    }

    @Test
    void the_interval_is_absent_and_says_so_where_raters_are_unknown_or_too_few() {
        Estimate unknown = PUnsafe.pooled(WorkedExample.everyone(), null);
        assertEquals(5 / 12.0, unknown.orThrow());
        assertNull(unknown.interval());
        assertTrue(unknown.method().endsWith("no interval: raters are unknown"), unknown.method());
        RatingMatrix oneRater = WorkedExample.matrix(List.of("Yes"), List.of("No"));
        Estimate one = PUnsafe.pooled(oneRater.countsByItem(), oneRater.countsByRater());
        assertNull(one.interval());
        assertTrue(one.method().endsWith("fewer than 2 raters"), one.method());
        RatingMatrix oneItem = WorkedExample.matrix(List.of("Yes", "No"));
        Estimate item = PUnsafe.pooled(oneItem.countsByItem(), oneItem.countsByRater());
        assertTrue(item.method().endsWith("fewer than 2 items"), item.method());
    }

    @Test
    void without_answers_or_an_unsafe_option_the_share_is_undefined() {
        CountTable empty = WorkedExample.table(0, 0, 0);
        assertEquals("no answers", PUnsafe.pooled(empty, null).reason());
        assertEquals("no answers", PUnsafe.ofItem(empty, 0).reason());
        CountTable harmless = CountTable.of(parallax.analytics.AnswerOptions.of("A", "B"), new int[] {1, 2}, null);
        assertEquals(
                "no option is declared unsafe", PUnsafe.pooled(harmless, null).reason());
        assertEquals("no option is declared unsafe", PUnsafe.ofItem(harmless, 0).reason());
    }

    @Test
    void constant_answers_give_a_wide_interval_as_of_one_answer_a_cluster() {
        RatingMatrix constant = WorkedExample.matrix(List.of("No", "No", "No"), List.of("No", "No", "No"));
        Interval interval = interval(PUnsafe.pooled(constant.countsByItem(), constant.countsByRater()));
        // two items are the fewer clusters: t(1 df)² = 161.4476, high = (t²/2)/(1 + t²/2)·… = t²/(2 + t²)
        double t2 = 12.706204736 * 12.706204736;
        assertEquals(0, interval.low());
        assertEquals(t2 / (2 + t2), interval.high(), 1e-9);
    }

    @Test
    void counts_by_item_and_by_rater_must_be_of_the_same_answers() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PUnsafe.pooled(WorkedExample.everyone(), WorkedExample.table(1, 0, 0)));
    }

    @Test
    void shares_of_the_options_sum_to_one() {
        List<Estimate> shares = AnswerDistribution.pooled(WorkedExample.everyone(), null);
        assertEquals(
                List.of(6 / 12.0, 1 / 12.0, 5 / 12.0),
                shares.stream().map(Estimate::orThrow).toList());
        List<Estimate> item = AnswerDistribution.ofItem(WorkedExample.everyone(), 0);
        assertEquals(
                List.of(1 / 4.0, 0.0, 3 / 4.0),
                item.stream().map(Estimate::orThrow).toList());
        assertEquals(WilsonInterval.of(3, 4), item.get(2).interval());
        assertEquals(3 / 4.0, PUnsafe.ofItem(WorkedExample.everyone(), 0).orThrow());
    }

    @Test
    void p_unsafe_on_dices_350_equals_the_reference() {
        RatingMatrix matrix = Dices350.matrix();
        for (var entry : Dices350.reference("p_unsafe_pooled")) {
            if (entry.get("axis").isNull()) {
                RatingMatrix under = matrix.under(Dices350.policy(entry));
                Estimate estimate = PUnsafe.pooled(under.countsByItem(), under.countsByRater());
                assertEquals(entry.get("value").asDouble(), estimate.orThrow(), 1e-9);
                assertTrue(interval(estimate).high() - interval(estimate).low() > 0.05, "raters differ");
            }
        }
        assertEquals(
                0.348498,
                PUnsafe.pooled(matrix.countsByItem().under(UnsurePolicy.DROP), null)
                        .orThrow(),
                5e-7);
    }

    private static Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        assertNotNull(interval);
        return interval;
    }
}
