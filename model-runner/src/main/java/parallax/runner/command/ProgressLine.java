package parallax.runner.command;

import java.io.PrintStream;
import java.util.Locale;
import parallax.runner.remote.Download;

/// A bar that is redrawn on one line or, if nobody is watching, one line per file.
final class ProgressLine implements Download.Progress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NS = 100_000_000;

    private final PrintStream err;

    @SuppressWarnings("SystemConsoleNull") // null still where the console is that of java.base
    private final boolean watched = System.console() != null && System.console().isTerminal();

    private long drawnNs;
    private String lastFile = "";

    ProgressLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public void at(String file, long bytes, long ofBytes) {
        boolean whole = bytes == ofBytes;
        if (!watched) {
            if (whole && !file.equals(lastFile)) {
                err.println("model: " + file + ", " + bytes + " bytes");
                lastFile = file;
            }
            return;
        }
        if (!whole && System.nanoTime() - drawnNs < REDRAW_NS) {
            return;
        }
        drawnNs = System.nanoTime();
        int filled = ofBytes > 0 ? (int) (WIDTH * bytes / ofBytes) : 0;
        err.print(String.format(
                Locale.ROOT,
                "\r[%s%s] %s %.1f MB   ",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                file,
                bytes / 1e6));
        err.flush();
    }

    void end() {
        if (watched) {
            err.println();
        }
    }
}
