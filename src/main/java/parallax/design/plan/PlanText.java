package parallax.design.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.List;

/// A plan as text, in YAML or JSON.
public final class PlanText {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    private static final ObjectMapper READABLE_YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());

    private static final ObjectMapper QUOTED_YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private static final int MOST_CHARACTERS = 2_000_000;

    private PlanText() {}

    /// @param text YAML, or JSON if it begins with a brace
    /// @throws PlanRefused with every mistake, its place and the rule
    public static WholePlan read(String text) throws PlanRefused {
        if (text.length() > MOST_CHARACTERS) {
            throw new PlanRefused(List.of(new PlanFault(
                    0, "", "a plan has at most " + MOST_CHARACTERS + " characters, and this has " + text.length())));
        }
        return plan(PlanTree.read(text));
    }

    /// @throws PlanRefused with every mistake, its place and the rule
    static WholePlan plan(PlanTree tree) throws PlanRefused {
        List<PlanFault> faults = new ArrayList<>(tree.faults());
        List<PlanFault> shapes = PlanSchema.faults(tree);
        faults.addAll(shapes);
        faults.addAll(new PlanRules(tree, shapes).faults());
        if (!faults.isEmpty()) {
            throw new PlanRefused(faults);
        }
        try {
            return PlanFaces.plan(JSON.treeToValue(tree.root(), PlanFile.class));
        } catch (JsonProcessingException | IllegalArgumentException unforeseen) {
            throw new PlanRefused(List.of(new PlanFault(0, "", String.valueOf(unforeseen.getMessage()))));
        }
    }

    public static String json(WholePlan plan) {
        return written(JSON.writerWithDefaultPrettyPrinter()::writeValueAsString, tree(plan)) + "\n";
    }

    /// With as few quotes as can be, unless something would not be read back as it was.
    public static String yaml(WholePlan plan) {
        JsonNode tree = tree(plan);
        String readable = written(READABLE_YAML::writeValueAsString, tree);
        return isReadBack(readable, tree) ? readable : written(QUOTED_YAML::writeValueAsString, tree);
    }

    /// Every value of a plan, as its file would hold it.
    static JsonNode tree(WholePlan plan) {
        return JSON.valueToTree(PlanFaces.file(plan));
    }

    private static boolean isReadBack(String yaml, JsonNode tree) {
        try {
            return JSON.writeValueAsString(PlanTree.read(yaml).root()).equals(JSON.writeValueAsString(tree));
        } catch (PlanRefused | JsonProcessingException notReadable) {
            return false;
        }
    }

    private interface Writer {
        String write(JsonNode tree) throws JsonProcessingException;
    }

    private static String written(Writer writer, JsonNode tree) {
        try {
            return writer.write(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a plan cannot be written", impossible);
        }
    }
}
