package parallax;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import parallax.store.Database;
import parallax.store.StoreFailure;

/// What Ctrl-C and SIGTERM do while nothing is served yet: the database stops, which undoes what was under
/// way, and the process ends at once with the status that a shell expects, 128 + the signal's number. Work
/// that is cut off would otherwise complain, once for each thing taken from under it.
public final class QuickStop {
    private static final Map<sun.misc.Signal, sun.misc.SignalHandler> EARLIER = new LinkedHashMap<>();
    private static volatile boolean underWay;

    private QuickStop() {}

    static void arm(Database database) {
        for (String name : List.of("INT", "TERM")) {
            var signal = new sun.misc.Signal(name);
            try {
                EARLIER.put(signal, sun.misc.Signal.handle(signal, sent -> stop(database, 128 + sent.getNumber())));
            } catch (IllegalArgumentException reserved) {
                // A virtual machine under -Xrs leaves signals to the system.
            }
        }
    }

    /// From here on a signal ends the process in order: requests are answered first.
    public static void disarm() {
        EARLIER.forEach(sun.misc.Signal::handle);
    }

    static boolean isUnderWay() {
        return underWay;
    }

    /// Never returns while a stop is under way, so that nothing else decides how the process ends.
    static void giveWay() {
        while (underWay) {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                // There is nothing to hurry to.
            }
        }
    }

    private static void stop(Database database, int status) {
        underWay = true;
        System.err.println("Stopped.");
        silence();
        try {
            database.close();
        } catch (StoreFailure stillThere) {
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
