package parallax.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AnswerBarTest {
    /// 0.60 safe, 0.15 unsure, 0.25 unsafe on a width of 200 %: unsure takes 7.5 about the middle, from 46.25 to 53.75.
    @Test
    void unsure_answers_lie_astride_the_middle() {
        var bar = new AnswerBar(0.60, 0.15, 0.25, 0.19, 0.32);
        assertEquals("46.250%", bar.unsureX());
        assertEquals("7.500%", bar.unsureWidth());
        assertEquals("16.250%", bar.safeX());
        assertEquals("30.000%", bar.safeWidth());
        assertEquals("53.750%", bar.unsafeX());
        assertEquals("12.500%", bar.unsafeWidth());
    }

    /// The unsafe part starts at 53.75; 0.19 and 0.32 of half the width are 9.5 and 16.
    @Test
    void the_interval_is_drawn_about_the_end_of_the_unsafe_part() {
        var bar = new AnswerBar(0.60, 0.15, 0.25, 0.19, 0.32);
        assertEquals("63.250%", bar.lowX());
        assertEquals("69.750%", bar.highX());
        assertEquals("Safe 60.0 %, unsure 15.0 %, unsafe 25.0 %, 95 % interval 19.0 to 32.0 %", bar.words());
    }

    @Test
    void a_bar_without_an_interval_says_none() {
        var bar = new AnswerBar(1, 0, 0, Double.NaN, Double.NaN);
        assertFalse(bar.hasInterval());
        assertEquals("Safe 100.0 %, unsure 0.0 %, unsafe 0.0 %", bar.words());
    }

    @Test
    void shares_that_do_not_sum_to_one_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new AnswerBar(0.5, 0.1, 0.5, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnswerBar(Double.NaN, 0.5, 0.5, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnswerBar(0.4, 0.1, 0.5, 0.6, 0.4));
    }
}
