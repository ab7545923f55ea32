package parallax.dataset.imports;

import java.io.PrintWriter;
import java.time.Duration;

/// Says on a terminal or in a log how far an import has come: at each new stage, and about once a second.
final class ProgressLines implements ImportProgress {
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter out;
    private String stage = "";
    private long lastNanos;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void at(String newStage, long done) {
        long now = System.nanoTime();
        if (!newStage.equals(stage) || now - lastNanos >= EVERY_NANOS) {
            out.println(newStage + ": " + done);
            out.flush();
            stage = newStage;
            lastNanos = now;
        }
    }
}
