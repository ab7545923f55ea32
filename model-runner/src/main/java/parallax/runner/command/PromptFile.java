package parallax.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import parallax.runner.Message;
import parallax.runner.ModelInput;

/// Reads prompts from JSON Lines.
final class PromptFile {
    private final boolean raw;

    /// @param raw whether a `prompt` is continued as it is rather than as a user's message
    PromptFile(boolean raw) {
        this.raw = raw;
    }

    ModelInput input(String prompt) {
        return raw ? new ModelInput.RawText(prompt) : ModelInput.ofPrompt(prompt);
    }

    /// The file's prompts, in order.
    List<ModelInput> read(String file) {
        return JsonLines.read(file, "prompts", this::input);
    }

    private ModelInput input(JsonNode node, String place) {
        List<String> given = java.util.stream.Stream.of("messages", "prompt", "input_ids")
                .filter(node::has)
                .toList();
        if (!node.isObject() || given.size() != 1) {
            throw new IllegalArgumentException(
                    place + " must be an object with exactly one of messages, prompt and input_ids");
        }
        JsonNode value = node.get(given.getFirst());
        return switch (given.getFirst()) {
            case "messages" -> {
                if (raw) {
                    throw new IllegalArgumentException(
                            place + ": messages are a conversation; with --raw, give a prompt or input_ids");
                }
                yield new ModelInput.Conversation(messages(value, place));
            }
            case "input_ids" -> new ModelInput.TokenIds(ids(value, place));
            default -> {
                if (!value.isTextual()) {
                    throw new IllegalArgumentException(place + ": prompt must be a string");
                }
                yield input(value.asText());
            }
        };
    }

    static List<Message> messages(JsonNode value, String place) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : value) {
            if (!message.path("role").isTextual() || !message.path("content").isTextual()) {
                throw new IllegalArgumentException(
                        place + ": every message needs \"role\" and \"content\", both strings");
            }
            messages.add(new Message(
                    message.get("role").asText(), message.get("content").asText()));
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(place + ": messages must be a list with at least one message");
        }
        return messages;
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
