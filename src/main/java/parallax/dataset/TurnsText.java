package parallax.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// A conversation as one field: a JSON list of `{"speaker": …, "content": …}`, which loses nothing that a
/// prefixed text would.
public final class TurnsText {
    public static final String RULE =
            "not a JSON list of one or more {\"speaker\": \"system\", \"user\" or \"chatbot\", \"content\": text}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SPEAKERS = List.of("system", "user", "chatbot");

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
            String speaker = turn.path("speaker").asText();
            JsonNode content = turn.path("content");
            if (!SPEAKERS.contains(speaker)
                    || !content.isTextual()
                    || content.asText().indexOf('\0') >= 0) {
                return Optional.empty();
            }
            turns.add(new Turn(Speaker.of(speaker), content.asText()));
        }
        return list.isArray() && !turns.isEmpty() ? Optional.of(new Conversation(turns)) : Optional.empty();
    }

    public static String write(List<Turn> turns) {
        ArrayNode list = JSON.createArrayNode();
        for (Turn turn : turns) {
            list.addObject().put("speaker", turn.speaker().word()).put("content", turn.content());
        }
        return list.toString();
    }
}
