package parallax.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a model's text is framed, from its configuration files.
///
/// @param chatTemplate the Jinja template that renders a conversation, or null for a model without one
/// @param specialTokens variables that templates use, such as `bos_token`, with their text
/// @param endTokens ids that end a reply: those of generation_config.json, genai_config.json and
///     config.json together
/// @param endTokenText the tokenizer's own end token, which ends a reply too; null if there is none
public record TextConfiguration(
        @Nullable String chatTemplate,
        Map<String, String> specialTokens,
        Set<Integer> endTokens,
        @Nullable String endTokenText) {
    private static final int MAX_TEMPLATE = 1 << 20;

    public TextConfiguration {
        specialTokens = Map.copyOf(specialTokens);
        endTokens = Set.copyOf(endTokens);
    }

    static TextConfiguration read(Path root, JsonNode config, JsonNode genaiConfig) {
        JsonNode tokenizerConfig = JsonFile.readIfPresent(root.resolve("tokenizer_config.json"));
        JsonNode tokenMap = JsonFile.readIfPresent(root.resolve("special_tokens_map.json"));
        JsonNode generationConfig = JsonFile.readIfPresent(root.resolve("generation_config.json"));
        Map<String, String> special = specialTokens(tokenMap);
        special.putAll(specialTokens(tokenizerConfig));
        return new TextConfiguration(
                template(root, tokenizerConfig),
                special,
                endTokens(
                        generationConfig.path("eos_token_id"),
                        genaiConfig.at("/model/eos_token_id"),
                        config.path("eos_token_id")),
                special.get("eos_token"));
    }

    private static @Nullable String template(Path root, JsonNode tokenizerConfig) {
        Path file = root.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return templateFile(file);
        }
        String found = templateOf(tokenizerConfig.path("chat_template"));
        if (found == null) {
            found = templateOf(
                    JsonFile.readIfPresent(root.resolve("chat_template.json")).path("chat_template"));
        }
        if (found != null && found.length() > MAX_TEMPLATE) {
            throw new ModelFolderException("its chat template is longer than " + MAX_TEMPLATE + " characters");
        }
        return found;
    }

    private static String templateFile(Path file) {
        try {
            if (Files.size(file) > MAX_TEMPLATE) {
                throw new ModelFolderException(file.getFileName() + " is longer than " + MAX_TEMPLATE + " bytes");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new ModelFolderException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// A text or, of several named templates, the one called default.
    private static @Nullable String templateOf(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        for (JsonNode named : node) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        return null;
    }

    private static Map<String, String> specialTokens(JsonNode config) {
        Map<String, String> tokens = new LinkedHashMap<>();
        config.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            String token = value.isObject() ? value.path("content").asText("") : value.asText("");
            if (entry.getKey().endsWith("_token") && !token.isEmpty() && !value.isBoolean()) {
                tokens.put(entry.getKey(), token);
            }
        });
        return tokens;
    }

    /// Exporters and publishers keep these in different files, and one of them is often behind the others.
    private static Set<Integer> endTokens(JsonNode... lists) {
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonNode node : lists) {
            if (node.isInt()) {
                ids.add(node.asInt());
            }
            node.forEach(id -> ids.add(id.asInt(-1)));
        }
        ids.removeIf(id -> id < 0);
        return ids;
    }
}
