package parallax.design.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A file of YAML or JSON as a tree that knows on which line each of its parts stands.
///
/// @param lines the line of each part, from 1, by its JSON pointer
/// @param faults keys that occur twice, and what a plan does not use of YAML
record PlanTree(JsonNode root, Map<String, Integer> lines, List<PlanFault> faults) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = new YAMLFactory();

    /// @throws PlanRefused if the text is neither YAML nor JSON
    static PlanTree read(String text) throws PlanRefused {
        boolean isJson = text.stripLeading().startsWith("{");
        var reading = new Reading(new HashMap<>(), new ArrayList<>());
        try (JsonParser parser = (isJson ? JSON : YAML).createParser(text)) {
            if (parser.nextToken() == null) {
                throw refused(0, "the file is empty");
            }
            JsonNode root = reading.value(parser, "");
            if (parser.nextToken() != null) {
                reading.faults.add(new PlanFault(line(parser), "", "a file holds one plan, and here begins more"));
            }
            return new PlanTree(root, reading.lines, reading.faults);
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null
                    ? 0
                    : Math.max(0, broken.getLocation().getLineNr());
            String what = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw refused(line, "this is not " + (isJson ? "JSON" : "YAML") + ": " + what);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text cannot be read", impossible);
        }
    }

    /// The line of a part, or of the nearest part around it that stands somewhere.
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 0);
    }

    PlanFault fault(String pointer, String rule) {
        return new PlanFault(line(pointer), pointer, rule);
    }

    /// A name as a step of a JSON pointer.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static PlanRefused refused(int line, String rule) {
        return new PlanRefused(List.of(new PlanFault(line, "", rule)));
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private record Reading(Map<String, Integer> lines, List<PlanFault> faults) {
        private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

        JsonNode value(JsonParser parser, String at) throws IOException {
            lines.putIfAbsent(at, line(parser));
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                faults.add(new PlanFault(line(parser), at, "aliases (*name) are not used in a plan: write it out"));
                return NODES.nullNode();
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(parser, at);
                case START_ARRAY -> array(parser, at);
                case VALUE_STRING -> NODES.textNode(parser.getText());
                case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
                case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                default -> NODES.nullNode();
            };
        }

        private ObjectNode object(JsonParser parser, String at) throws IOException {
            ObjectNode object = NODES.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String below = at + step(name);
                int line = line(parser);
                boolean isTwice = object.has(name);
                if (isTwice) {
                    faults.add(new PlanFault(line, below, "this key stands here twice"));
                }
                lines.put(below, line);
                parser.nextToken();
                JsonNode value = value(parser, below);
                if (!isTwice) {
                    object.set(name, value);
                }
            }
            return object;
        }

        private ArrayNode array(JsonParser parser, String at) throws IOException {
            ArrayNode array = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, at + "/" + array.size()));
            }
            return array;
        }
    }
}
