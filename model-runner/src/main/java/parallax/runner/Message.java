package parallax.runner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One turn of the conversation that a model continues.
///
/// @param role `system`, `user` or `assistant`, or another role that the model's chat template knows
/// @param content the text, possibly empty
/// @param further what else templates and endpoints read of a turn, by their names: `tool_calls`,
///     `tool_call_id`, `name`, `reasoning_content`; null, Boolean, Number, String, and List and Map of such
public record Message(
        String role,
        String content,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, @Nullable Object> further) {
    public Message {
        if (role.isBlank()) {
            throw new IllegalArgumentException("a message needs a role such as \"user\"");
        }
        further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }

    public Message(String role, String content) {
        this(role, content, Map.of());
    }

    public static Message user(String content) {
        return new Message("user", content);
    }
}
