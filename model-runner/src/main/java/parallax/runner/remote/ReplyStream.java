package parallax.runner.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.FinishReason;

/// Reads a reply that an endpoint sends piece by piece as server-sent events, or whole as one JSON
/// object.
///
/// @see <a
///     href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">Event
///     streams</a>
final class ReplyStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// Where a choice has its text. A refusal sent apart from the content is the model's reply too.
    private static final List<String> TEXTS =
            List.of("/delta/content", "/delta/refusal", "/message/content", "/message/refusal", "/text");
    private static final int MAX_LINE = 4 << 20;
    private static final int MAX_TEXT = 16 << 20;

    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private @Nullable FinishReason finish;
    private int promptTokens;
    private int generatedTokens;
    private int pieces;
    private long firstPieceNs;

    ReplyStream(Consumer<String> onText) {
        this.onText = onText;
    }

    String text() {
        return text.toString();
    }

    boolean hasBegun() {
        return pieces > 0;
    }

    long firstPieceNs() {
        return firstPieceNs;
    }

    int promptTokens() {
        return promptTokens;
    }

    /// As the endpoint counts them, else the number of pieces.
    int generatedTokens() {
        return generatedTokens > 0 ? generatedTokens : pieces;
    }

    /// Why the reply ended, or null if the stream broke off before that.
    @Nullable
    FinishReason finish() {
        return finish;
    }

    void readEvents(InputStream in, BooleanSupplier cancelled) throws IOException {
        String line;
        while (!cancelled.getAsBoolean() && (line = line(in)) != null) {
            if (!line.startsWith("data:")) {
                continue;
            }
            String data = line.substring("data:".length()).strip();
            if (data.equals("[DONE]")) {
                return;
            }
            readObject(data);
        }
    }

    void readWhole(InputStream in) throws IOException {
        readObject(new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8));
    }

    private void readObject(String data) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IOException("the endpoint sent something that is not JSON: " + e.getOriginalMessage(), e);
        }
        if (node.hasNonNull("error")) {
            throw new IOException("the endpoint says: " + errorText(node));
        }
        JsonNode usage = node.path("usage");
        promptTokens = usage.path("prompt_tokens").asInt(promptTokens);
        generatedTokens = usage.path("completion_tokens").asInt(generatedTokens);
        JsonNode choice = node.path("choices").path(0);
        for (String place : TEXTS) {
            String piece = choice.at(place).asText("");
            if (!piece.isEmpty()) {
                add(piece);
            }
        }
        String reason = choice.path("finish_reason").asText("null");
        if (!reason.equals("null")) {
            finish = switch (reason) {
                case "length" -> FinishReason.LENGTH;
                case "content_filter" -> FinishReason.CONTENT_FILTER;
                default -> FinishReason.STOP;
            };
        }
    }

    static String errorText(JsonNode node) {
        String message = node.at("/error/message").asText("");
        return message.isEmpty() ? node.path("error").toString() : message;
    }

    private void add(String piece) throws IOException {
        if (pieces++ == 0) {
            firstPieceNs = System.nanoTime();
        }
        if (text.length() + piece.length() > MAX_TEXT) {
            throw new IOException("the endpoint's reply is longer than " + MAX_TEXT + " characters");
        }
        text.append(piece);
        onText.accept(piece);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            bytes.write(next);
            if (bytes.size() > MAX_LINE) {
                throw new IOException("the endpoint sent a line of more than " + MAX_LINE + " bytes");
            }
        }
        if (next < 0 && bytes.size() == 0) {
            return null;
        }
        String line = bytes.toString(StandardCharsets.UTF_8);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
