package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.store.PostgresResource;
import parallax.store.Sql;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ArrivalsTest {
    @Inject
    Sql sql;

    @Inject
    TestClock clock;

    @Inject
    Seal seal;

    @Test
    void one_address_takes_so_many_steps_in_a_minute_and_another_is_not_kept_waiting() {
        var arrivals = new Arrivals(sql, clock, 3);
        for (int step = 1; step <= 3; step++) {
            assertTrue(arrivals.mayEnter("192.0.2.1"), "step " + step);
        }
        assertFalse(arrivals.mayEnter("192.0.2.1"));
        assertTrue(arrivals.mayEnter("192.0.2.2"));
        clock.advance(Duration.ofSeconds(61));
        assertTrue(arrivals.mayEnter("192.0.2.1"));
    }

    @Test
    void what_a_browser_holds_of_an_arrival_is_taken_for_its_study_alone_and_as_it_was_sealed() {
        var arrival = new Arrival("Prolific", "5f3a\n99", "visit", Arrival.Identity.CLAIMED);
        String sealed = seal.sealed("study-a", arrival.line());
        assertEquals(
                arrival, seal.opened("study-a", sealed).flatMap(Arrival::of).orElseThrow());
        assertTrue(seal.opened("study-b", sealed).isEmpty());
        String signed = new Arrival("Prolific", "5f3a\n99", "visit", Arrival.Identity.SIGNED).line();
        String forged = seal.sealed("study-b", signed).split("\\.", -1)[0] + "." + sealed.split("\\.", -1)[1];
        for (String other : List.of(forged, sealed + "a", "", ".", "%", sealed + "." + sealed)) {
            assertTrue(seal.opened("study-a", other).isEmpty(), other);
        }
    }

    @Test
    void a_code_is_read_however_it_was_typed() {
        assertEquals("0A1B1CDEFGHJ", OwnCodes.plain(" oa1b-lcde fghj "));
    }
}
