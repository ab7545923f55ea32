package parallax.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import parallax.study.Study.State;

/// How many judgments viewers see: no two figures that they ever see differ by fewer than the least group.
class ReleasedJudgmentsTest {
    private static final int LEAST = 10;

    @Test
    void an_open_study_shows_batches_and_a_closed_one_everything() {
        assertEquals(20, ReleasedJudgments.shown(29, 0, LEAST, State.OPEN));
        assertEquals(29, ReleasedJudgments.shown(29, 0, LEAST, State.CLOSED));
    }

    @Test
    void a_study_that_was_opened_again_goes_on_from_what_was_shown() {
        assertEquals(29, ReleasedJudgments.shown(29, 29, LEAST, State.OPEN));
        assertEquals(29, ReleasedJudgments.shown(38, 29, LEAST, State.OPEN));
        assertEquals(39, ReleasedJudgments.shown(39, 29, LEAST, State.OPEN));
        assertEquals(29, ReleasedJudgments.shown(30, 29, LEAST, State.CLOSED), "one judgment would be read off");
        assertEquals(39, ReleasedJudgments.shown(41, 29, LEAST, State.CLOSED));
    }

    @Test
    void however_often_it_is_closed_and_opened_no_step_is_smaller_than_the_least_group() {
        var dice = new Random(12);
        long judgments = 0;
        long before = 0;
        long shown = 0;
        for (int i = 0; i < 2_000; i++) {
            judgments += dice.nextInt(4);
            boolean closes = dice.nextInt(5) == 0;
            State state = closes ? State.CLOSED : State.OPEN;
            long now = ReleasedJudgments.shown(judgments, before, LEAST, state);
            long step = now - shown;
            assertTrue(before == 0 || step == 0 || step >= LEAST, "step " + i + ": " + shown + " → " + now);
            shown = now;
            if (closes) {
                before = now;
            }
        }
    }
}
