package parallax.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnPaceTest {
    private static final int ITEMS = 40;
    private static final int ANSWERING_MS = 60_000;
    private static final int MS_PER_CHARACTER = 20;

    /// Somebody who needs a minute for the questions whatever the length, so that time per character differs
    /// tenfold.
    @Test
    void who_reads_at_their_pace_is_never_fast_however_long_the_items_are() {
        for (long seed = 1; seed <= 50; seed++) {
            int[] lengths = lengths(seed);
            assertEquals(0.0, OwnPace.shareOfFast(lengths, times(lengths, seed)).orElseThrow(), "seed " + seed);
        }
    }

    @Test
    void who_is_slow_throughout_or_quick_throughout_is_at_their_own_pace() {
        int[] lengths = lengths(7);
        long[] times = times(lengths, 7);
        double own = OwnPace.shareOfFast(lengths, times).orElseThrow();
        for (int factor : new int[] {2, 5, 10}) {
            long[] slower = times.clone();
            long[] quicker = times.clone();
            for (int i = 0; i < ITEMS; i++) {
                slower[i] *= factor;
                quicker[i] /= factor;
            }
            assertEquals(own, OwnPace.shareOfFast(lengths, slower).orElseThrow());
            assertEquals(own, OwnPace.shareOfFast(lengths, quicker).orElseThrow());
        }
    }

    @Test
    void the_items_that_somebody_clicks_through_are_counted() {
        int[] lengths = lengths(3);
        long[] times = times(lengths, 3);
        for (int i = 0; i < ITEMS / 4; i++) {
            times[4 * i] = 2_000;
        }
        assertEquals(0.25, OwnPace.shareOfFast(lengths, times).orElseThrow());
    }

    /// Eight items of 100 … 800 characters at 10 ms a character but for the last, at 1 s instead of 8: m = 4
    /// 500 − the middle of 4 000 and 5 000, with 1 000 for 8 000 the middle of 3 000 and 4 000 = 3 500; k =
    /// 450; b = 10, the middle of 21 slopes of 10 and seven lower ones; foreseen of the last is 3 500 + 10 ·
    /// 350 = 7 000, a third of it 2 333 > 1 000. Of the first: 3 500 − 10 · 350 = 0, which nothing is below.
    @Test
    void the_arithmetic_can_be_redone() {
        int[] lengths = {100, 200, 300, 400, 500, 600, 700, 800};
        long[] times = {1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 1_000};
        assertEquals(1 / 8.0, OwnPace.shareOfFast(lengths, times).orElseThrow());
    }

    @Test
    void seven_items_make_no_pace() {
        assertTrue(OwnPace.shareOfFast(new int[7], new long[7]).isEmpty());
        assertTrue(OwnPace.shareOfFast(new int[8], new long[8]).isPresent(), "of one length, and of no time");
    }

    private static int[] lengths(long seed) {
        return new Random(seed).ints(ITEMS, 100, 3_000).toArray();
    }

    private static long[] times(int[] lengths, long seed) {
        var random = new Random(seed);
        long[] times = new long[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            double pace = Math.exp(0.2 * random.nextGaussian());
            times[i] = Math.round(pace * (ANSWERING_MS + MS_PER_CHARACTER * lengths[i]));
        }
        return times;
    }
}
