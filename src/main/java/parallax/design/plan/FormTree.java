package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import parallax.web.FormText;

/// A form's fields as a tree, by their names: `groups.0.questions.1.prompt` is the prompt of the second
/// question of the first group. A part of a plan is edited so; what it may hold is said by the rules of
/// plans.
public final class FormTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,40}(\\.\\w{1,40}){0,8}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private FormTree() {}

    /// @param fields those whose names are no place in a tree are passed over
    public static ObjectNode of(MultivaluedMap<String, String> fields) {
        var root = new TreeMap<String, Object>();
        fields.forEach((name, values) -> {
            if (NAME.matcher(name).matches()) {
                put(
                        root,
                        List.of(name.split("\\.", -1)),
                        values.stream().map(FormText::of).toList());
            }
        });
        return (ObjectNode) NODES.objectNode().setAll((ObjectNode) object(root));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, List<String> path, List<String> values) {
        if (path.size() == 1) {
            into.putIfAbsent(path.getFirst(), values);
        } else if (into.computeIfAbsent(path.getFirst(), step -> new TreeMap<String, Object>())
                instanceof Map<?, ?> below) {
            put((Map<String, Object>) below, path.subList(1, path.size()), values);
        }
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> below) {
            return below.keySet().stream()
                            .allMatch(
                                    step -> NUMBER.matcher(String.valueOf(step)).matches())
                    ? array(below)
                    : object(below);
        }
        List<?> values = (List<?>) value;
        if (values.size() == 1) {
            return NODES.textNode(String.valueOf(values.getFirst()));
        }
        ArrayNode several = NODES.arrayNode();
        values.forEach(one -> several.add(String.valueOf(one)));
        return several;
    }

    private static JsonNode object(Map<?, ?> below) {
        ObjectNode object = NODES.objectNode();
        below.forEach((step, value) -> object.set(String.valueOf(step), node(value)));
        return object;
    }

    private static JsonNode array(Map<?, ?> below) {
        var inOrder = new TreeMap<Integer, Object>();
        below.forEach((step, value) -> inOrder.put(Integer.valueOf(String.valueOf(step)), value));
        ArrayNode array = NODES.arrayNode();
        inOrder.values().forEach(value -> array.add(node(value)));
        return array;
    }

    /// The parts of a list that are objects; nothing where there is no list.
    static List<ObjectNode> objects(JsonNode parent, String name) {
        var found = new ArrayList<ObjectNode>();
        parent.path(name).forEach(part -> {
            if (part instanceof ObjectNode object) {
                found.add(object);
            }
        });
        return found;
    }

    /// The list of that name, made where there is none.
    static ArrayNode list(ObjectNode parent, String name) {
        return parent.get(name) instanceof ArrayNode there ? there : parent.putArray(name);
    }

    /// Text of a field, or nothing.
    static String text(JsonNode parent, String name) {
        return parent.path(name).asText("");
    }
}
