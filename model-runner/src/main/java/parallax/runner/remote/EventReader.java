package parallax.runner.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The data of a reply's events, one after the other. A body that is no stream of events but JSON is one
/// event, whatever its content type says.
///
/// @see <a
///     href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">Event
///     streams</a>
final class EventReader {
    private static final int MAX_EVENT = 4 << 20;
    private static final int MAX_WHOLE = 16 << 20;
    private static final String END = "[DONE]";

    private final PushbackInputStream in;
    private final StringBuilder data = new StringBuilder();
    private boolean begun;
    private boolean ended;

    EventReader(InputStream body) {
        this.in = new PushbackInputStream(body);
    }

    /// The next event's data; null once there is no more.
    @Nullable
    String next() throws IOException {
        if (!begun && isJson()) {
            ended = true;
            return new String(in.readNBytes(MAX_WHOLE), StandardCharsets.UTF_8);
        }
        while (!ended) {
            String line = line();
            if (line == null || line.equals("data: " + END) || line.equals("data:" + END)) {
                ended = true;
            } else if (line.startsWith("data:")) {
                String more = line.substring("data:".length());
                data.append(data.isEmpty() ? "" : "\n").append(more.startsWith(" ") ? more.substring(1) : more);
            }
            if ((line == null || line.isEmpty() || ended) && !data.isEmpty()) {
                String event = data.toString();
                data.setLength(0);
                return event;
            }
            if (data.length() > MAX_EVENT) {
                throw tooLong();
            }
        }
        return null;
    }

    /// Whether the body begins as a JSON object does.
    private boolean isJson() throws IOException {
        begun = true;
        int first = in.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = in.read();
        }
        if (first >= 0) {
            in.unread(first);
        }
        return first == '{' || first == '[';
    }

    private @Nullable String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            bytes.write(next);
            if (bytes.size() > MAX_EVENT) {
                throw tooLong();
            }
        }
        if (next < 0 && bytes.size() == 0) {
            return null;
        }
        String line = bytes.toString(StandardCharsets.UTF_8);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static IOException tooLong() {
        return new IOException("the endpoint sent an event of more than " + MAX_EVENT + " bytes");
    }
}
