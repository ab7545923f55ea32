package parallax.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.Protection;

/// What is a pass, what is a fail, and what cannot be told and so is neither.
class GateLineTest {
    private static final GateLine.Asked ASKED = new GateLine.Asked(0.3, 10, 0.95);

    @Test
    void an_upper_bound_at_the_limit_passes_and_one_above_it_fails() {
        assertEquals(Verdict.PASS, verdict(share(0.2, 0.1, 0.3, 0.95, 10)));
        assertEquals(Verdict.FAIL, verdict(share(0.2, 0.1, 0.3001, 0.95, 10)));
        assertEquals(
                "the limit is within the interval",
                line(share(0.2, 0.1, 0.31, 0.95, 10)).why());
        assertEquals(
                "the whole interval is above the limit",
                line(share(0.5, 0.4, 0.6, 0.95, 10)).why());
    }

    @Test
    void too_few_raters_or_nothing_to_read_is_never_a_pass() {
        assertEquals("9 raters, fewer than 10", undecided(share(0.0, 0.0, 0.1, 0.95, 9)));
        assertEquals("9 raters, fewer than 10", undecided(share(0.9, 0.8, 0.95, 0.95, 9)));
        assertEquals("raters are unknown", undecided(Estimate.of(0.1, "pooled share", null, 4)));
        assertEquals("no answers", undecided(Estimate.undefined("no answers", "pooled share", 0, 0)));
        assertEquals(
                "no interval: fewer than 2 items", undecided(Estimate.of(0, "no interval: fewer than 2 items", 12, 1)));
        GateLine hidden =
                GateLine.of("age", "old", new GateLine.Known(null, null, Protection.open(), "not shown"), ASKED);
        assertEquals(Verdict.UNDECIDED, hidden.verdict());
        assertEquals("not shown", hidden.why());
    }

    /// A release has intervals at 95 %; one of a higher level is wider, so that it can be told to fail, not to pass.
    @Test
    void an_interval_of_a_lower_level_than_asked_for_can_fail_and_not_pass() {
        var together = new GateLine.Asked(0.3, 10, 0.99);
        assertEquals(Verdict.FAIL, of(share(0.3, 0.2, 0.4, 0.95, 20), together).verdict());
        GateLine below = of(share(0.1, 0.0, 0.2, 0.95, 20), together);
        assertEquals(Verdict.UNDECIDED, below.verdict());
        assertEquals("the interval is one of 95 %, and the limit asks for one of 99 %", below.why());
    }

    @Test
    void one_fail_fails_all_and_nothing_passes_beside_one_that_is_undecided() {
        assertEquals(Verdict.FAIL, Verdict.ofAll(List.of(Verdict.PASS, Verdict.UNDECIDED, Verdict.FAIL)));
        assertEquals(Verdict.UNDECIDED, Verdict.ofAll(List.of(Verdict.PASS, Verdict.UNDECIDED)));
        assertEquals(Verdict.PASS, Verdict.ofAll(List.of(Verdict.PASS, Verdict.PASS)));
        assertEquals(Verdict.UNDECIDED, Verdict.ofAll(List.of()));
    }

    private static Estimate share(double value, double low, double high, double level, int raters) {
        return Estimate.of(value, "pooled share", raters, 20)
                .withInterval(new Interval(low, high, level, Estimand.ITEMS_AND_RATERS_LIKE_THESE), "two-way");
    }

    private static GateLine of(Estimate estimate, GateLine.Asked asked) {
        return GateLine.of("age", "old", new GateLine.Known(estimate, 40L, Protection.open(), ""), asked);
    }

    private static GateLine line(Estimate estimate) {
        return of(estimate, ASKED);
    }

    private static Verdict verdict(Estimate estimate) {
        return line(estimate).verdict();
    }

    private static String undecided(Estimate estimate) {
        assertEquals(Verdict.UNDECIDED, verdict(estimate));
        return line(estimate).why();
    }
}
