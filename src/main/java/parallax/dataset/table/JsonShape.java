package parallax.dataset.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/// How a JSON record holds its answers, and the rows that it becomes.
sealed interface JsonShape permits JsonShape.Flat, LeWiDiShape, LabelStudioShape, ArgillaShape, ProdigyShape {
    JsonShape FLAT = new Flat();

    boolean fits(JsonNode record);

    /// The columns of each row, by their names, in their order.
    List<Map<String, String>> rows(JsonNode record);

    /// What such files are called.
    String words();

    /// The shape of a file, told from its first record.
    static JsonShape of(JsonNode first) {
        return Stream.<JsonShape>of(new LabelStudioShape(), new ArgillaShape(), new LeWiDiShape(), new ProdigyShape())
                .filter(shape -> shape.fits(first))
                .findFirst()
                .orElse(FLAT);
    }

    /// One row a record.
    record Flat() implements JsonShape {
        @Override
        public boolean fits(JsonNode record) {
            return true;
        }

        @Override
        public List<Map<String, String>> rows(JsonNode record) {
            return List.of(columns(record));
        }

        @Override
        public String words() {
            return "JSON records";
        }
    }

    /// The fields of an object as columns; those of objects inside it are named `outer.inner`.
    static Map<String, String> columns(JsonNode object) {
        Map<String, String> columns = new LinkedHashMap<>();
        put(columns, "", object);
        return columns;
    }

    private static void put(Map<String, String> columns, String name, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                put(columns, name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue());
            }
        } else if (!name.isEmpty()) {
            columns.put(name, text(value));
        }
    }

    /// A value as a field: nothing for null, several plain values with commas between them, and else
    /// JSON.
    static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode() || (value.isContainerNode() && value.isEmpty())) {
            return "";
        }
        if (value.isValueNode()) {
            return value.asText();
        }
        StringJoiner joined = new StringJoiner(",");
        for (JsonNode element : value) {
            if (!value.isArray()
                    || element.isContainerNode()
                    || element.asText().contains(",")) {
                return value.toString();
            }
            joined.add(element.asText());
        }
        return joined.toString();
    }
}
