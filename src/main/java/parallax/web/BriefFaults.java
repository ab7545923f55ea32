package parallax.web;

import io.quarkus.logging.LoggingFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/// One line for whatever fails, and for the same fault again one line a minute with how often: what a broken disk or a
/// database that is away would write is itself what fills the next disk. With the category `parallax` at DEBUG,
/// everything is written with its trace.
@LoggingFilter(name = "brief")
public final class BriefFaults implements Filter {
    private static final long WHILE_NS = TimeUnit.MINUTES.toNanos(1);
    /// Faults that are told apart; beyond that nothing is left out.
    private static final int KINDS = 500;

    private final Map<String, Told> told = new ConcurrentHashMap<>();

    /// @param since the system's nanoseconds when it was written last
    /// @param more how often it has happened since
    private record Told(long since, long more) {}

    @Override
    public boolean isLoggable(LogRecord entry) {
        Throwable failure = entry.getThrown();
        if (failure == null || Logger.getLogger("parallax").isLoggable(Level.FINE)) {
            return true;
        }
        Fault fault = Fault.of(failure);
        long leftOut = leftOut(entry.getLoggerName() + " " + fault);
        if (leftOut < 0) {
            return false;
        }
        String before = leftOut == 0 ? "" : " (" + leftOut + " more in the minute before)";
        String text = text(entry) + ": " + fault + before;
        entry.setThrown(null);
        if (entry instanceof ExtLogRecord extended) {
            extended.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            entry.setMessage(text);
            entry.setParameters(null);
        }
        return true;
    }

    /// @return how many were not written since the last one, or -1 if this one is not either
    private long leftOut(String kind) {
        long now = System.nanoTime();
        if (told.size() >= KINDS) {
            told.values().removeIf(last -> now - last.since() > WHILE_NS);
        }
        Told before = told.get(kind);
        if (before == null || now - before.since() > WHILE_NS) {
            told.put(kind, new Told(now, 0));
            return before == null ? 0 : before.more();
        }
        told.computeIfPresent(kind, (same, last) -> new Told(last.since(), last.more() + 1));
        return -1;
    }

    private static String text(LogRecord entry) {
        return entry instanceof ExtLogRecord extended
                ? extended.getFormattedMessage()
                : String.valueOf(entry.getMessage());
    }
}
