package parallax.dataset.findings;

import java.io.PrintStream;
import parallax.analytics.Progress;

/// Tells how far long work has come, on standard error, at most once a second and not about short work.
final class ConsoleProgress implements Progress {
    private static final long SECOND = 1_000_000_000L;

    private final PrintStream err;
    private final long start = System.nanoTime();
    private long last = start;

    ConsoleProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized boolean advanced(long done, long total) {
        long now = System.nanoTime();
        if (now - last >= SECOND) {
            last = now;
            err.println("… " + (now - start) / SECOND + " s: " + done + " of at most " + total + " in this step");
        }
        return true;
    }
}
