package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final Instant START = Instant.parse("2030-01-01T09:00:00Z");

    @Test
    void a_break_is_offered_with_the_first_item_after_every_twenty_minutes() {
        // items of six minutes: opened at 0, 6, 12, 18, 24, …
        assertEquals(List.of(24, 42, 60), offers(0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60));
    }

    @Test
    void a_pause_begins_the_time_anew() {
        // sent in at 18, back at 30: more than ten minutes
        assertEquals(List.of(54), offers(0, 6, 12, 30, 36, 42, 48, 54));
    }

    @Test
    void one_long_item_is_followed_by_an_offer() {
        var items = List.of(new Stretch.Item(START, at(25)));
        assertEquals(true, Stretch.of(items, at(25)).isBreakDue(at(25)));
        assertEquals(false, Stretch.of(List.of(), at(25)).isBreakDue(at(25)), "the first item");
    }

    /// At which minutes a rater is offered a break who opens items at these and takes six minutes for each.
    private static List<Integer> offers(int... opened) {
        var items = new ArrayList<Stretch.Item>();
        var offers = new ArrayList<Integer>();
        for (int minute : opened) {
            if (Stretch.of(items, at(minute)).isBreakDue(at(minute))) {
                offers.add(minute);
            }
            items.add(new Stretch.Item(at(minute), at(minute + 6)));
        }
        return offers;
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
