package parallax.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parallax.dataset.table.Sentences;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// A conversation as one field: a JSON list of `{"speaker": …, "content": …}`, which loses nothing that
/// a prefixed text would.
public final class TurnsText {
    public static final String RULE =
            "not a JSON list of one or more {\"speaker\": \"system\", \"user\" or \"chatbot\", \"content\": text}";

    public static final String PAIR_RULE =
            "an alternative reply comes last, right behind the reply that it is an alternative to";

    /// Names of the speaker and the text in messages of others.
    private static final List<String> SPEAKER_FIELDS = List.of("speaker", "role", "from");

    private static final List<String> CONTENT_FIELDS = List.of("content", "value", "text");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Speaker> SPEAKERS = Map.ofEntries(
            Map.entry("system", Speaker.SYSTEM),
            Map.entry("developer", Speaker.SYSTEM),
            Map.entry("user", Speaker.USER),
            Map.entry("human", Speaker.USER),
            Map.entry("prompter", Speaker.USER),
            Map.entry("chatbot", Speaker.CHATBOT),
            Map.entry("assistant", Speaker.CHATBOT),
            Map.entry("model", Speaker.CHATBOT),
            Map.entry("bot", Speaker.CHATBOT),
            Map.entry("ai", Speaker.CHATBOT),
            Map.entry("gpt", Speaker.CHATBOT),
            Map.entry("alternative", Speaker.ALTERNATIVE));

    private TurnsText() {}

    public static Optional<Conversation> read(String text) {
        ConversationText.Found found = messages(text);
        return found.fault().isEmpty() ? Optional.of(new Conversation(found.turns())) : Optional.empty();
    }

    /// A list of objects.
    static boolean looksLikeMessages(String text) {
        String bare = text.strip();
        return bare.startsWith("[") && bare.substring(1).stripLeading().startsWith("{");
    }

    /// The turns that a JSON list of messages holds, or which of the messages is none and why.
    static ConversationText.Found messages(String text) {
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return ConversationText.Found.fault(RULE);
        }
        if (!list.isArray() || list.isEmpty()) {
            return ConversationText.Found.fault(RULE);
        }
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            String word = first(turn, SPEAKER_FIELDS).asText();
            Speaker speaker = SPEAKERS.get(word.toLowerCase(Locale.ROOT));
            Optional<String> content = content(first(turn, CONTENT_FIELDS));
            String which = "message " + (turns.size() + 1);
            if (speaker == null) {
                return ConversationText.Found.fault(
                        which + " is said by '" + Sentences.shortened(word) + "', not by system, user or chatbot");
            }
            if (content.isEmpty()) {
                return ConversationText.Found.fault(which + " has no text as its content");
            }
            turns.add(new Turn(speaker, content.get()));
        }
        if (!isWhole(turns)) {
            return ConversationText.Found.fault(PAIR_RULE);
        }
        return ConversationText.Found.of(turns);
    }

    /// Whether an alternative, if there is one, is the last turn and stands behind the reply that it is one to.
    public static boolean isWhole(List<Turn> turns) {
        for (int at = 0; at < turns.size(); at++) {
            boolean placed =
                    at == turns.size() - 1 && at > 0 && turns.get(at - 1).speaker() == Speaker.CHATBOT;
            if (turns.get(at).speaker() == Speaker.ALTERNATIVE && !placed) {
                return false;
            }
        }
        return true;
    }

    /// A text, or the texts of a list of parts of which each is one.
    private static Optional<String> content(JsonNode node) {
        if (node.isTextual()) {
            return Optional.of(node.asText()).filter(text -> text.indexOf('\0') < 0);
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : node) {
            if (!node.isArray() || !part.path("text").isTextual()) {
                return Optional.empty();
            }
            parts.add(part.path("text").asText());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", parts));
    }

    private static JsonNode first(JsonNode turn, List<String> fields) {
        return fields.stream()
                .map(turn::path)
                .filter(field -> !field.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    public static String write(List<Turn> turns) {
        ArrayNode list = JSON.createArrayNode();
        for (Turn turn : turns) {
            list.addObject().put("speaker", turn.speaker().word()).put("content", turn.content());
        }
        return list.toString();
    }
}
