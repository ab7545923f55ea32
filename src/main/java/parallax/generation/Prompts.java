package parallax.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parallax.runner.Message;

/// What is put to a model, read from text: one prompt per line, as JSON or in plain words.
///
/// A JSON line has `messages` (role and content each) or `prompt`, and may have `id` and `topic`.
public final class Prompts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROLES = Set.of("system", "user", "assistant");
    private static final int MOST = 100_000;
    private static final char NUL = 0;

    private Prompts() {}

    /// @param code the prompt's name in its set
    public record Prompt(String code, String topic, List<Message> messages) {
        public Prompt {
            messages = List.copyOf(messages);
        }
    }

    /// @throws IllegalArgumentException naming the line and the rule
    public static List<Prompt> read(String text) {
        var prompts = new ArrayList<Prompt>();
        var codes = new HashSet<String>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            require(
                    line.indexOf(NUL) < 0 && !line.contains("\\u0000"),
                    number,
                    "a text cannot hold the character U+0000");
            Prompt prompt = line.strip().startsWith("{") ? fromJson(line, number) : plain(line.strip(), number);
            require(codes.add(prompt.code()), number, "the id “" + prompt.code() + "” occurs twice");
            prompts.add(prompt);
            require(prompts.size() <= MOST, number, "there are more than " + MOST + " prompts");
        }
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("There is no prompt: write one per line.");
        }
        return prompts;
    }

    private static Prompt plain(String line, int number) {
        return new Prompt("p" + number, "", List.of(Message.user(line)));
    }

    private static Prompt fromJson(String line, int number) {
        JsonNode json = parse(line, number);
        var messages = new ArrayList<Message>();
        require(
                json.isObject() && json.has("prompt") != json.has("messages"),
                number,
                "a prompt needs either “messages” or “prompt”");
        if (json.hasNonNull("prompt")) {
            messages.add(Message.user(json.get("prompt").asText()));
        }
        json.path("messages").forEach(message -> {
            String role = message.path("role").asText();
            require(ROLES.contains(role), number, "a message's role is system, user or assistant, not “" + role + "”");
            require(message.path("content").isTextual(), number, "a message needs a text as its content");
            messages.add(new Message(role, message.get("content").asText()));
        });
        require(!messages.isEmpty(), number, "there is no message");
        require(messages.getLast().role().equals("user"), number, "the last message must be the user's");
        String code = json.path("id").asText("p" + number);
        require(!code.isBlank() && code.length() <= 150, number, "an id has 1 to 150 characters");
        return new Prompt(code, json.path("topic").asText(""), messages);
    }

    private static JsonNode parse(String line, int number) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Line " + number + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void require(boolean holds, int line, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Line " + line + ": " + rule + ".");
        }
    }
}
