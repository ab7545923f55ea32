package parallax.runner.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.runner.ModelInput;
import picocli.CommandLine.Option;

/// What chat templates are given beside messages, as commands let it be chosen.
final class TemplateOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--tools", paramLabel = "FILE", description = "JSON file: a list of the tools a model may call.")
    @Nullable
    Path tools;

    @Option(
            names = "--template-argument",
            paramLabel = "NAME=VALUE",
            description = "An argument of the chat template, such as enable_thinking=false; may be repeated.")
    Map<String, String> arguments = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if the tools cannot be read, or an argument is not to be chosen
    ModelInput.Context context() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        arguments.forEach((name, value) -> values.put(name, value(value)));
        return new ModelInput.Context(tools == null ? List.of() : tools(tools), values);
    }

    /// JSON if it is, else a text.
    private static @Nullable Object value(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static List<@Nullable Object> tools(Path file) {
        try {
            return tools(JSON.readTree(Files.readString(file)), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read as JSON: " + e.getMessage(), e);
        }
    }

    /// The tools that a JSON list holds.
    ///
    /// @param place for messages
    static List<@Nullable Object> tools(JsonNode list, String place) {
        List<@Nullable Object> tools = new ArrayList<>();
        for (JsonNode tool : list) {
            if (!tool.isObject()) {
                throw new IllegalArgumentException(place + ": tools must be a list of objects");
            }
            tools.add(JSON.convertValue(tool, Object.class));
        }
        if (!list.isArray() || tools.isEmpty()) {
            throw new IllegalArgumentException(place + ": tools must be a list with at least one tool");
        }
        return tools;
    }

    /// The arguments that a JSON object holds.
    ///
    /// @param place for messages
    static Map<String, @Nullable Object> arguments(JsonNode object, String place) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(place + ": template_arguments must be an object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> values.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
        return values;
    }
}
