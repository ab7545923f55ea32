package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InsertionsTest {
    private static final int EVERY = 10;
    private static final int ITEMS = 1_000;

    @Test
    void one_in_so_many_comes_in_each_block_and_never_first() {
        for (long rater = 1; rater <= 200; rater++) {
            var places = places(rater);
            assertEquals(ITEMS / EVERY, places.size());
            assertTrue(places.getFirst() > 0, "rater " + rater);
            for (int block = 0; block < places.size(); block++) {
                assertEquals(block, places.get(block) / EVERY, "rater " + rater);
            }
        }
    }

    @Test
    void nobody_can_foretell_where() {
        var first = new TreeSet<Integer>();
        var apart = new TreeSet<Integer>();
        LongStream.rangeClosed(1, 200).forEach(rater -> {
            var places = places(rater);
            first.add(places.getFirst());
            for (int i = 1; i < places.size(); i++) {
                apart.add(places.get(i) - places.get(i - 1));
            }
        });
        assertEquals(EVERY - 1, first.size(), "any place of the first block but its first");
        assertTrue(apart.size() >= 2 * EVERY - 2, apart.toString());
    }

    @Test
    void none_are_owed_where_none_are_wanted() {
        assertEquals(0, Insertions.owed(0, 500, 1));
        assertThrows(IllegalArgumentException.class, () -> new Insertions(1, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> new Insertions(0, 0, 0));
    }

    /// Counted from 0: before which of the items given so far another is owed.
    private static List<Integer> places(long rater) {
        var places = new ArrayList<Integer>();
        for (int given = 0; given < ITEMS; given++) {
            if (Insertions.owed(EVERY, given, rater) > places.size()) {
                places.add(given);
            }
        }
        return places;
    }
}
