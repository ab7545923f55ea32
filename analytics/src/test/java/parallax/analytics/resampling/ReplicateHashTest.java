package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicateHashTest {

    /// The numbers are those of Python 3.11: `hashlib.md5(name).digest()[:8]`, big end first, and the
    /// mixing function of SplitMix64 in whole numbers modulo 2⁶⁴.
    @Test
    void an_entity_draws_what_another_program_draws() {
        assertEquals(8976464739061045708L, ReplicateHash.key("r1"));
        assertEquals(-340954762218508228L, ReplicateHash.key("Zoë"));
        assertEquals(6791897765849424158L, ReplicateHash.replicate(1, 0));
        assertEquals(189344746658851208L, ReplicateHash.replicate(7, 12));
        long replicate = ReplicateHash.replicate(7, 12);
        assertEquals(-604071797042698144L, ReplicateHash.draw(ReplicateHash.key("r1"), replicate));
        long answer = ReplicateHash.within(ReplicateHash.key("i1"), ReplicateHash.key("r1"));
        assertEquals(6631940236108314029L, ReplicateHash.draw(answer, replicate));
    }

    @Test
    void draws_are_even_over_entities_replicates_and_seeds() {
        int[] tenths = new int[10];
        for (int entity = 0; entity < 100; entity++) {
            long key = ReplicateHash.key("rater " + entity);
            for (int replicate = 0; replicate < 100; replicate++) {
                for (int seed = 0; seed < 10; seed++) {
                    long draw = ReplicateHash.draw(key, ReplicateHash.replicate(seed, replicate));
                    tenths[(int) ((draw >>> 1) / (Long.MAX_VALUE / 10 + 1))]++;
                }
            }
        }
        // 10,000 are expected in each, with a standard deviation of 95; five of those
        IntStream.of(tenths).forEach(tenth -> assertEquals(10_000, tenth, 475));
    }
}
