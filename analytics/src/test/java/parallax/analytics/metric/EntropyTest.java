package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.analytics.CountTable;
import parallax.analytics.Dices350;
import parallax.analytics.WorkedExample;

class EntropyTest {

    @Test
    void entropy_of_the_worked_example() {
        // H(1/4, 3/4) = 2 − (3/4)·log₂ 3 for i1, 0 for i2, H(1/4, 1/4, 1/2) = 3/2 for i3
        double i1 = 2 - 0.75 * Math.log(3) / Math.log(2);
        assertEquals(i1, Entropy.ofItem(WorkedExample.everyone(), 0).orThrow(), 1e-15);
        assertEquals((i1 + 1.5) / 3, Entropy.of(WorkedExample.everyone()).orThrow(), 1e-15);
    }

    @Test
    void agreement_is_zero_and_an_even_split_is_log2_of_the_options() {
        CountTable counts = WorkedExample.table(5, 0, 0, 2, 2, 2);
        assertEquals(0, Entropy.ofItem(counts, 0).orThrow());
        assertEquals(Math.log(3) / Math.log(2), Entropy.ofItem(counts, 1).orThrow(), 1e-15);
    }

    @Test
    void items_with_fewer_than_two_answers_are_left_out() {
        CountTable counts = WorkedExample.table(0, 0, 0, 1, 1, 0, 0, 1, 0);
        assertEquals(1, Entropy.of(counts).orThrow(), 1e-15);
        assertEquals(1, Entropy.of(counts).nItems());
        assertEquals("no answers", Entropy.ofItem(counts, 0).reason());
        assertEquals(
                "no item has two answers",
                Entropy.of(WorkedExample.table(0, 0, 0, 0, 0, 1)).reason());
    }

    @Test
    void entropy_on_dices_350_equals_the_reference() {
        CountTable counts = Dices350.matrix().countsByItem();
        double expected = Dices350.reference("item_entropy_bits_mean")
                .getFirst()
                .get("value")
                .asDouble();
        assertEquals(expected, Entropy.of(counts).orThrow(), 1e-9);
        double[] sorted = IntStream.range(0, counts.rows())
                .mapToDouble(item -> Entropy.ofItem(counts, item).orThrow())
                .sorted()
                .toArray();
        var quantiles = Dices350.reference("item_entropy_bits_quantiles_0_25_50_75_100")
                .getFirst()
                .get("value");
        assertEquals(quantiles.get(0).asDouble(), sorted[0], 1e-9);
        assertEquals(quantiles.get(4).asDouble(), sorted[sorted.length - 1], 1e-9);
    }
}
