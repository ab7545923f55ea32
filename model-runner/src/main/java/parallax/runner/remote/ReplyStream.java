package parallax.runner.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parallax.runner.FinishReason;
import parallax.runner.Streaming;
import parallax.runner.text.Reasoning;

/// Reads a reply that an endpoint sends piece by piece as server-sent events, or whole as one JSON
/// object, and takes it apart: the answer, what the model thought, the tools it called.
final class ReplyStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// What the parts of a choice are called, streamed and whole.
    private static final List<String> MESSAGES = List.of("delta", "message");
    /// Where servers put what a model thought; a server may send the same under two names.
    private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning");
    private static final Set<String> BROKEN =
            Set.of("error", "abort", "aborted", "cancelled", "canceled", "timeout", "unknown");
    private static final String CLOSE = "</think>";
    private static final int MAX_TEXT = 16 << 20;

    private final Consumer<String> onText;
    private final Reasoning reasoning;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final Set<String> tools = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private @Nullable FinishReason finish;
    private @Nullable String model;
    private @Nullable String fingerprint;
    private int promptTokens;
    private int generatedTokens;
    private int pieces;
    private long firstPieceNs;

    /// @param reasoning what takes thoughts out of the text itself
    ReplyStream(Consumer<String> onText, Reasoning reasoning) {
        this.onText = onText;
        this.reasoning = reasoning;
    }

    /// The answer.
    String text() {
        return text.toString();
    }

    /// What the model thought before it answered, or null.
    @Nullable
    String thought() {
        String apart = thought.toString().strip();
        String within = reasoning.thought();
        String all = apart.isEmpty() || within.isEmpty() ? apart + within : apart + "\n\n" + within;
        return all.isEmpty() ? null : all;
    }

    /// Names of the tools that the model called.
    Set<String> tools() {
        return tools;
    }

    /// What a person should know before using the reply.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!tools.isEmpty()) {
            warnings.add("the model also called " + String.join(", ", tools) + ", which nothing carried out");
        }
        if (!leftOut.isEmpty()) {
            warnings.add("parts of the reply that are not text are left out: " + String.join(", ", leftOut));
        }
        if (text.indexOf(CLOSE) >= 0) {
            warnings.add(
                    "the text holds the end of the model's reasoning, which was shown before it could be told apart");
        }
        return warnings;
    }

    /// What the endpoint says it answered with, or null.
    @Nullable
    String model() {
        return model;
    }

    /// What the endpoint calls its configuration, or null.
    @Nullable
    String fingerprint() {
        return fingerprint;
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

    void read(InputStream in, BooleanSupplier cancelled) throws IOException {
        EventReader events = new EventReader(in);
        String event;
        while (!cancelled.getAsBoolean() && (event = events.next()) != null) {
            readObjects(event);
        }
        show(reasoning.finish());
        if (onText == Streaming.NONE) {
            setApart();
        }
    }

    /// Reasoning that the prompt had opened already has only an end. Where nobody has seen the text yet,
    /// it can still be told apart.
    private void setApart() {
        int end = text.indexOf(CLOSE);
        if (end >= 0 && !reasoning.hasThought()) {
            thought.append(text, 0, end);
            text.replace(0, text.length(), text.substring(end + CLOSE.length()).stripLeading());
        }
    }

    private void readObjects(String data) throws IOException {
        try (MappingIterator<JsonNode> objects = JSON.readerFor(JsonNode.class).readValues(data)) {
            while (objects.hasNextValue()) {
                readObject(objects.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw new IOException("the endpoint sent something that is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void readObject(JsonNode node) throws IOException {
        if (EndpointError.isIn(node)) {
            throw new IOException("the endpoint says: " + EndpointError.of(node).message());
        }
        JsonNode usage = node.path("usage");
        promptTokens = usage.path("prompt_tokens").asInt(promptTokens);
        generatedTokens = usage.path("completion_tokens").asInt(generatedTokens);
        model = node.path("model").asText(model);
        fingerprint = node.hasNonNull("system_fingerprint")
                ? node.path("system_fingerprint").asText()
                : fingerprint;
        JsonNode choice = node.path("choices").path(0);
        for (String name : MESSAGES) {
            readMessage(choice.path(name));
        }
        add(choice.path("text").asText(""));
        String reason = choice.path("finish_reason").asText("null");
        if (!reason.equals("null") && !reason.isEmpty()) {
            finish = reason(reason);
        }
    }

    private static FinishReason reason(String said) throws IOException {
        if (BROKEN.contains(said)) {
            throw new IOException("the endpoint ended the reply with \"" + said + "\"");
        }
        return switch (said) {
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    private void readMessage(JsonNode message) throws IOException {
        for (String name : THOUGHTS) {
            String piece = message.path(name).asText("");
            if (!piece.isEmpty()) {
                think(piece);
                break;
            }
        }
        readContent(message.path("content"));
        // a refusal sent apart from the content is the model's reply too
        add(message.path("refusal").asText(""));
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.at("/function/name").asText("");
            if (!name.isEmpty() || tools.isEmpty()) {
                tools.add(name.isEmpty() ? "a tool" : name);
            }
        }
        String old = message.at("/function_call/name").asText("");
        if (!old.isEmpty()) {
            tools.add(old);
        }
    }

    /// A text, or a list of parts, each with its type.
    private void readContent(JsonNode content) throws IOException {
        if (!content.isArray()) {
            add(content.asText(""));
            return;
        }
        for (JsonNode part : content) {
            switch (part.path("type").asText("")) {
                case "text", "output_text" -> add(part.path("text").asText(""));
                case "refusal" -> add(part.path("refusal").asText(""));
                case "thinking", "reasoning" -> {
                    JsonNode said = part.has("thinking") ? part.path("thinking") : part.path("text");
                    think(said.asText(""));
                    for (JsonNode inner : said) {
                        think(inner.path("text").asText(""));
                    }
                }
                default -> leftOut.add(part.path("type").asText("unknown"));
            }
        }
    }

    private void begin() {
        if (pieces++ == 0) {
            firstPieceNs = System.nanoTime();
        }
    }

    private void think(String piece) throws IOException {
        if (!piece.isEmpty()) {
            begin();
            requireRoom(piece);
            thought.append(piece);
        }
    }

    private void add(String piece) throws IOException {
        if (!piece.isEmpty()) {
            begin();
            requireRoom(piece);
            show(reasoning.add(piece));
        }
    }

    private void requireRoom(String piece) throws IOException {
        if (text.length() + thought.length() + piece.length() > MAX_TEXT) {
            throw new IOException("the endpoint's reply is longer than " + MAX_TEXT + " characters");
        }
    }

    private void show(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            onText.accept(piece);
        }
    }
}
