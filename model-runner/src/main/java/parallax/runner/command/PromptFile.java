package parallax.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.runner.Message;
import parallax.runner.ModelInput;

/// Reads prompts from JSON Lines.
final class PromptFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INPUTS = List.of("messages", "prompt", "input_ids");
    private static final Set<String> NAMES =
            Set.of("id", "topic", "messages", "prompt", "input_ids", "tools", "template_arguments");
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool", "function", "ipython");
    private static final Set<String> FURTHER =
            Set.of("name", "tool_calls", "tool_call_id", "reasoning_content", "reasoning");

    private final boolean raw;
    private final ModelInput.Context context;
    private final Set<JsonNode> ids = new HashSet<>();

    /// A prompt of a file.
    ///
    /// @param id a text or number by which its replies are found again, or null
    record Prompt(@Nullable JsonNode id, ModelInput input) {}

    /// @param raw whether a `prompt` is continued as it is rather than as a user's message
    /// @param context what templates are given where a line brings nothing of its own
    PromptFile(boolean raw, ModelInput.Context context) {
        this.raw = raw;
        this.context = context;
    }

    Prompt prompt(String text) {
        return new Prompt(null, input(text, context));
    }

    private ModelInput input(String prompt, ModelInput.Context given) {
        return raw ? new ModelInput.RawText(prompt) : new ModelInput.Conversation(List.of(Message.user(prompt)), given);
    }

    /// The file's prompts, in order.
    List<Prompt> read(String file) {
        return JsonLines.read(file, "prompts", this::prompt);
    }

    private Prompt prompt(JsonNode node, String place) {
        List<String> given = INPUTS.stream().filter(node::has).toList();
        if (!node.isObject() || given.size() != 1) {
            throw new IllegalArgumentException(
                    place + " must be an object with exactly one of messages, prompt and input_ids");
        }
        requireKnown(node, NAMES, place);
        JsonNode id = node.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw new IllegalArgumentException(place + ": an id is a text or a whole number");
        }
        if (id != null && !ids.add(id)) {
            throw new IllegalArgumentException(place + ": the id " + id + " occurs twice");
        }
        return new Prompt(id, input(node, given.getFirst(), place));
    }

    static void requireKnown(JsonNode node, Set<String> names, String place) {
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        place + " holds \"" + name + "\", which means nothing here; it may have "
                                + String.join(", ", names.stream().sorted().toList()));
            }
        });
    }

    private ModelInput input(JsonNode node, String kind, String place) {
        JsonNode value = node.get(kind);
        ModelInput.Context own = context(node, place).or(context);
        return switch (kind) {
            case "messages" -> {
                if (raw) {
                    throw new IllegalArgumentException(
                            place + ": messages are a conversation; with --raw, give a prompt or input_ids");
                }
                yield new ModelInput.Conversation(messages(value, place), own);
            }
            case "input_ids" -> new ModelInput.TokenIds(ids(value, place));
            default -> {
                if (!value.isTextual()) {
                    throw new IllegalArgumentException(place + ": prompt must be a string");
                }
                yield input(value.asText(), own);
            }
        };
    }

    private static ModelInput.Context context(JsonNode node, String place) {
        return new ModelInput.Context(
                node.has("tools") ? TemplateOptions.tools(node.get("tools"), place) : List.of(),
                node.has("template_arguments")
                        ? TemplateOptions.arguments(node.get("template_arguments"), place)
                        : Map.of());
    }

    static List<Message> messages(JsonNode value, String place) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : value) {
            messages.add(message(message, place));
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(place + ": messages must be a list with at least one message");
        }
        return messages;
    }

    private static Message message(JsonNode message, String place) {
        String role = message.path("role").asText("");
        Map<String, @Nullable Object> further = new LinkedHashMap<>();
        message.properties().forEach(entry -> {
            if (FURTHER.contains(entry.getKey())) {
                further.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class));
            } else if (!Set.of("role", "content").contains(entry.getKey())) {
                throw new IllegalArgumentException(
                        place + ": a message holds \"" + entry.getKey() + "\", which means nothing here");
            }
        });
        boolean mayBeSilent = further.containsKey("tool_calls");
        if (!message.path("role").isTextual() || (!message.hasNonNull("content") && !mayBeSilent)) {
            throw new IllegalArgumentException(place + ": every message needs \"role\" and \"content\", both strings");
        }
        if (!ROLES.contains(role)) {
            throw new IllegalArgumentException(place + ": nobody speaks in the role \"" + role + "\"; there are "
                    + String.join(", ", ROLES.stream().sorted().toList()));
        }
        return new Message(role, content(message.path("content"), place), further);
    }

    /// A text, or a list of parts that are texts, each on a line of its own.
    private static String content(JsonNode content, String place) {
        if (content.isTextual() || content.isNull() || content.isMissingNode()) {
            return content.isTextual() ? content.asText() : "";
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
                throw new IllegalArgumentException(place + ": a part of a message is not a text but of the type \""
                        + part.path("type").asText("unknown") + "\"; only texts are sent");
            }
            texts.add(part.get("text").asText());
        }
        if (!content.isArray() || texts.isEmpty()) {
            throw new IllegalArgumentException(place + ": every message needs \"role\" and \"content\", both strings");
        }
        return String.join("\n", texts);
    }

    private static int[] ids(JsonNode value, String place) {
        int[] ids = new int[value.size()];
        for (int i = 0; i < ids.length; i++) {
            if (!value.get(i).isInt() || value.get(i).asInt() < 0) {
                throw new IllegalArgumentException(place + ": input_ids must be token ids ≥ 0");
            }
            ids[i] = value.get(i).asInt();
        }
        if (ids.length == 0) {
            throw new IllegalArgumentException(place + ": input_ids must be a list with at least one token id");
        }
        return ids;
    }
}
