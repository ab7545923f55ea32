package parallax.runner.command;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;

/// Replies as text, with an empty line between them. The first unfinished one is shown while it is
/// written; the text of later ones waits for its turn.
final class TextWriter implements ReplyWriter {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\n\t\r]]");

    private final PrintStream out;
    private final Map<Integer, StringBuilder> waiting = new HashMap<>();
    private int current;
    private boolean separated;

    TextWriter(PrintStream out) {
        this.out = out;
    }

    @Override
    public Consumer<String> listener(int index) {
        return piece -> show(index, piece);
    }

    private synchronized void show(int index, String piece) {
        if (index == current) {
            separate();
            out.print(plain(piece));
            out.flush();
        } else {
            waiting.computeIfAbsent(index, i -> new StringBuilder()).append(piece);
        }
    }

    @Override
    public synchronized void finished(int index, GenerationRequest request, Outcome outcome) {
        out.println();
        current = index + 1;
        separated = false;
        StringBuilder written = waiting.remove(current);
        if (written != null) {
            separate();
            out.print(plain(written.toString()));
        }
        Commands.requireWritten(out);
    }

    /// Without the control characters that a terminal obeys.
    private static String plain(String text) {
        return CONTROLS.matcher(text).replaceAll("\uFFFD");
    }

    private void separate() {
        if (current > 0 && !separated) {
            out.println();
        }
        separated = true;
    }
}
