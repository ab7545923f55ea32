package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.Dices350;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.WorkedExample;

class ContestedShareTest {
    private static final CountTable EXAMPLE = WorkedExample.everyone();

    @Test
    void the_ends_of_the_range_belong_to_it() {
        // P(unsafe) is 3/4, 0, 2/4
        assertEquals(1 / 3.0, ContestedShare.between(EXAMPLE, 0.5, 0.6).orThrow());
        assertEquals(2 / 3.0, ContestedShare.between(EXAMPLE, 0.5, 0.75).orThrow());
        assertEquals(0, ContestedShare.between(EXAMPLE, 0.6, 0.7).orThrow());
        assertEquals(1, ContestedShare.between(EXAMPLE, 0, 1).orThrow());
        assertEquals(1 / 3.0, ContestedShare.between(EXAMPLE, 0.5, 0.5).orThrow());
        assertThrows(IllegalArgumentException.class, () -> ContestedShare.between(EXAMPLE, 0.6, 0.4));
        assertThrows(IllegalArgumentException.class, () -> ContestedShare.between(EXAMPLE, -0.1, 0.4));
        assertThrows(IllegalArgumentException.class, () -> ContestedShare.between(EXAMPLE, 0.6, 1.1));
    }

    @Test
    void other_readings_of_dispute() {
        assertEquals(1 / 3.0, ContestedShare.majorityUnsafe(EXAMPLE).orThrow());
        assertEquals(1 / 3.0, ContestedShare.unanimous(EXAMPLE).orThrow());
        // i3 is 1, 1, 2 of 4: the most chosen option has half, not more
        assertEquals(1 / 3.0, ContestedShare.noMajority(EXAMPLE).orThrow());
        // leads of 2/4, 4/4 and 1/4
        assertEquals(1 / 3.0, ContestedShare.marginBelow(EXAMPLE, 0.5).orThrow());
        assertEquals(2 / 3.0, ContestedShare.marginBelow(EXAMPLE, 0.51).orThrow());
        assertEquals(
                1,
                ContestedShare.unanimous(WorkedExample.table(2, 1, 0, 0, 0, 3)).orThrow());
        assertEquals(
                0, ContestedShare.marginBelow(WorkedExample.table(2, 0, 0), 0.5).orThrow());
        assertEquals(
                1, ContestedShare.marginBelow(WorkedExample.table(2, 2, 0), 0.1).orThrow());
    }

    @Test
    void undefined_without_answers_or_an_unsafe_option() {
        assertEquals(
                "no item has two answers",
                ContestedShare.unanimous(WorkedExample.table(0, 0, 0)).reason());
        CountTable harmless = CountTable.of(AnswerOptions.of("A", "B"), new int[] {2, 3, 1, 0}, null);
        assertEquals(
                "no option is declared unsafe",
                ContestedShare.majorityUnsafe(harmless).reason());
        assertEquals(0, ContestedShare.noMajority(harmless).orThrow());
    }

    @Test
    void shares_on_dices_350_equal_the_reference() {
        CountTable counts = Dices350.matrix().countsByItem();
        for (var entry : Dices350.reference("share_items_contested")) {
            var range = entry.get("params").get("interval");
            CountTable under = counts.under(Dices350.policy(entry));
            double share = ContestedShare.between(
                            under, range.get(0).asDouble(), range.get(1).asDouble())
                    .orThrow();
            assertEquals(entry.get("value").asDouble(), share, 1e-9, range.toString());
        }
        for (var entry : Dices350.reference("share_items_majority_unsafe")) {
            CountTable under = counts.under(Dices350.policy(entry));
            assertEquals(
                    entry.get("value").asDouble(),
                    ContestedShare.majorityUnsafe(under).orThrow(),
                    1e-9);
        }
        assertEquals(
                value("share_items_no_absolute_majority"),
                ContestedShare.noMajority(counts).orThrow(),
                1e-9);
        assertEquals(
                value("share_items_top2_margin_below_0.2"),
                ContestedShare.marginBelow(counts, 0.2).orThrow(),
                1e-9);
        assertEquals(
                value("share_items_unanimous"),
                ContestedShare.unanimous(counts.under(UnsurePolicy.MERGE)).orThrow());
    }

    private static double value(String metric) {
        return Dices350.reference(metric).getFirst().get("value").asDouble();
    }
}
