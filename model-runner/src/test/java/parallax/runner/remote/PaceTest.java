package parallax.runner.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    /// A clock that only sleeping moves on.
    private static final class Standing implements Pace.Time {
        private long ns = 5;
        private boolean interrupts;

        @Override
        public long nowNs() {
            return ns;
        }

        @Override
        public void sleep(long forNs) throws InterruptedException {
            if (interrupts) {
                ns += forNs / 2;
                throw new InterruptedException();
            }
            ns += forNs;
        }
    }

    private final Standing time = new Standing();

    private List<Long> begins(Pace pace, int count) throws InterruptedException {
        List<Long> beginsMs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pace.awaitBegin();
            beginsMs.add(time.ns / 1_000_000);
        }
        return beginsMs;
    }

    @Test
    void requests_begin_evenly_spaced() throws InterruptedException {
        assertEquals(List.of(0L, 300L, 600L, 900L), begins(new Pace(4, 200, time), 4));
    }

    @Test
    void without_a_rate_nobody_waits() throws InterruptedException {
        assertEquals(List.of(0L, 0L, 0L), begins(new Pace(1, 0, time), 3));
    }

    @Test
    void who_stops_waiting_leaves_the_turn_to_the_next() throws InterruptedException {
        Pace pace = new Pace(4, 60, time);
        pace.awaitBegin();
        time.interrupts = true;
        assertThrows(InterruptedException.class, pace::awaitBegin);
        time.interrupts = false;
        assertEquals(List.of(1000L, 2000L), begins(pace, 2));
    }
}
