package parallax.verb;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;

/// What Ctrl-C and SIGTERM do while nothing is served yet: the database stops, which undoes what was under
/// way, and the process ends at once with the status that a shell expects, 128 + the signal's number. Work
/// that is cut off would otherwise complain, once for each thing taken from under it.
public final class QuickStop {
    private static final Map<sun.misc.Signal, sun.misc.SignalHandler> EARLIER = new LinkedHashMap<>();
    private static volatile boolean underWay;

    private QuickStop() {}

    /// @param closing what must be closed before the process ends: the database
    public static void arm(Runnable closing) {
        for (String name : List.of("INT", "TERM")) {
            var signal = new sun.misc.Signal(name);
            try {
                EARLIER.put(signal, sun.misc.Signal.handle(signal, sent -> stop(closing, 128 + sent.getNumber())));
            } catch (IllegalArgumentException reserved) {
                // A virtual machine under -Xrs leaves signals to the system.
            }
        }
    }

    /// From here on a signal ends the process in order: requests are answered first.
    public static void disarm() {
        EARLIER.forEach(sun.misc.Signal::handle);
    }

    public static boolean isUnderWay() {
        return underWay;
    }

    /// Never returns while a stop is under way, so that nothing else decides how the process ends.
    public static void giveWay() {
        while (underWay) {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                // There is nothing to hurry to.
            }
        }
    }

    private static void stop(Runnable closing, int status) {
        underWay = true;
        System.err.println("Stopped.");
        silence();
        try {
            closing.run();
        } catch (RuntimeException stillThere) {
            // The next start stops a server that was left running.
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private static void silence() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }
}
