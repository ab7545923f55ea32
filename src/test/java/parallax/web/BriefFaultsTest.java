package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class BriefFaultsTest {
    private final BriefFaults brief = new BriefFaults();

    @Test
    void a_failure_is_one_line_with_its_first_cause_and_our_place() {
        LogRecord entry = entry(broken());
        assertTrue(brief.isLoggable(entry));
        assertNull(entry.getThrown());
        assertTrue(
                entry.getMessage()
                        .matches("It broke: ArithmeticException at parallax\\.web\\.BriefFaultsTest\\.broken:\\d+"),
                entry.getMessage());
    }

    @Test
    void the_same_failure_a_thousand_times_is_one_line_and_another_is_told_too() {
        assertTrue(brief.isLoggable(entry(broken())));
        for (int i = 0; i < 1_000; i++) {
            assertFalse(brief.isLoggable(entry(broken())));
        }
        assertTrue(brief.isLoggable(entry(new IllegalStateException("another"))));
    }

    @Test
    void what_is_no_failure_is_left_as_it_is() {
        for (int i = 0; i < 3; i++) {
            LogRecord entry = new LogRecord(Level.INFO, "Started");
            assertTrue(brief.isLoggable(entry));
            assertEquals("Started", entry.getMessage());
        }
    }

    private static LogRecord entry(Throwable failure) {
        LogRecord entry = new LogRecord(Level.SEVERE, "It broke");
        entry.setLoggerName("parallax.web.Something");
        entry.setThrown(failure);
        return entry;
    }

    private static Throwable broken() {
        try {
            throw new ArithmeticException("a value that nobody should read");
        } catch (ArithmeticException first) {
            return new IllegalStateException("wrapped", first);
        }
    }
}
