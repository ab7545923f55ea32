package parallax.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// A conversation as one field: a JSON list of `{"speaker": …, "content": …}`, which loses nothing that a
/// prefixed text would.
public final class TurnsText {
    public static final String RULE =
            "not a JSON list of one or more {\"speaker\": \"system\", \"user\" or \"chatbot\", \"content\": text}";

    /// Names of the speaker and the text in messages of others.
    private static final List<String> SPEAKER_FIELDS = List.of("speaker", "role", "from");

    private static final List<String> CONTENT_FIELDS = List.of("content", "value", "text");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Speaker> SPEAKERS = Map.of(
            "system", Speaker.SYSTEM,
            "developer", Speaker.SYSTEM,
            "user", Speaker.USER,
            "human", Speaker.USER,
            "chatbot", Speaker.CHATBOT,
            "assistant", Speaker.CHATBOT,
            "model", Speaker.CHATBOT,
            "gpt", Speaker.CHATBOT);

    private TurnsText() {}

    public static Optional<Conversation> read(String text) {
        JsonNode list;
        try {
            list = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            Speaker speaker = SPEAKERS.get(first(turn, SPEAKER_FIELDS).asText());
            JsonNode content = first(turn, CONTENT_FIELDS);
            if (speaker == null || !content.isTextual() || content.asText().indexOf('\0') >= 0) {
                return Optional.empty();
            }
            turns.add(new Turn(speaker, content.asText()));
        }
        return list.isArray() && !turns.isEmpty() ? Optional.of(new Conversation(turns)) : Optional.empty();
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
