package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The published schema of plans' files, and what a file breaks of it, in words.
final class PlanSchema {
    static final String RESOURCE = "/study-plan.schema.json";

    /// What patterns ask for, in words.
    private static final Map<String, String> PATTERNS = Map.of(
            PlanFile.TEXT, "must say something",
            PlanFile.ADDRESS, "must be an address that begins with https:// and has at most 498 characters",
            PlanFile.PARAMETER,
                    "must begin with a letter and have at most 64 letters, digits, dots, hyphens and underscores",
            PlanFile.LINE, "must be one line that begins with something visible",
            PlanFile.CODE, "must be letters, digits and _, beginning with a letter");

    private static final Map<String, String> TYPES = Map.of(
            "string", "text (in quotes, if it looks like a number)",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "keys with values",
            "null", "nothing");

    private static final class Held {
        static final JsonNode SCHEMA = load();
        static final JsonSchema COMPILED = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        SCHEMA,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());

        private static JsonNode load() {
            try (InputStream json = PlanSchema.class.getResourceAsStream(RESOURCE)) {
                return PlanText.JSON.readTree(Objects.requireNonNull(json, RESOURCE));
            } catch (IOException broken) {
                throw new UncheckedIOException("the schema of plans cannot be read", broken);
            }
        }
    }

    private PlanSchema() {}

    /// The schema itself.
    static JsonNode schema() {
        return Held.SCHEMA;
    }

    static List<PlanFault> faults(PlanTree tree) {
        return Held.COMPILED.validate(tree.root()).stream()
                .map(message -> fault(tree, message))
                .toList();
    }

    private static PlanFault fault(PlanTree tree, ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        JsonNode asked = message.getSchemaNode();
        return switch (message.getType()) {
            case "required" -> tree.fault(at + PlanTree.step(message.getProperty()), "is missing");
            case "additionalProperties" ->
                tree.fault(
                        at + PlanTree.step(message.getProperty()),
                        "is not known here" + known(message.getSchemaLocation().toString()));
            default -> tree.fault(at, rule(message.getType(), asked, tree.root().at(at)));
        };
    }

    private static String rule(String keyword, JsonNode asked, JsonNode found) {
        return switch (keyword) {
            case "type" -> "must be " + type(asked) + ", not " + described(found);
            case "enum" -> "must be one of " + words(asked) + ", not " + described(found);
            case "const" -> "must be " + asked;
            case "pattern" -> PATTERNS.getOrDefault(asked.asText(), "must look like " + asked.asText());
            case "minLength" ->
                asked.asInt() == 1 ? "must say something" : "must have at least " + asked + " characters";
            case "maxLength" -> "must have at most " + asked + " characters";
            case "minimum" -> "must be " + asked + " or more, not " + described(found);
            case "maximum" -> "must be " + asked + " or less, not " + described(found);
            case "minItems" -> "must hold at least " + asked;
            case "maxItems" -> "must hold at most " + asked;
            default -> "breaks the rule " + keyword + " " + asked;
        };
    }

    private static String type(JsonNode asked) {
        return TYPES.getOrDefault(asked.asText(), asked.toString());
    }

    private static String described(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT -> "keys with values";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case STRING -> "the text “" + shortened(found.asText()) + "”";
            default -> shortened(found.toString());
        };
    }

    private static String shortened(String text) {
        int most = 60;
        return text.length() <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length()))))
                        + "…";
    }

    private static String words(JsonNode asked) {
        var words = new ArrayList<String>();
        asked.forEach(word -> words.add(word.asText()));
        return String.join(", ", words);
    }

    /// What may stand beside a key that is not known.
    private static String known(String schemaLocation) {
        String fragment = schemaLocation.substring(schemaLocation.indexOf('#') + 1);
        JsonNode properties =
                schema().at(fragment.substring(0, fragment.lastIndexOf('/'))).path("properties");
        var names = new ArrayList<String>();
        properties.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "" : "; there is " + String.join(", ", names);
    }
}
