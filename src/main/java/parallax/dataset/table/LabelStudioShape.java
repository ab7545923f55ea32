package parallax.dataset.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tasks as Label Studio exports them (JSON): each holds its annotations, each of those its results, one
/// a control of the form. Choices, ratings, numbers and texts are answers; regions and spans are left
/// out.
///
/// @see <a href="https://labelstud.io/guide/export.html">Label Studio's export formats</a>
record LabelStudioShape() implements JsonShape {
    private static final List<String> ANSWERS = List.of("choices", "rating", "number", "text", "taxonomy", "datetime");

    @Override
    public boolean fits(JsonNode record) {
        JsonNode annotations = annotations(record);
        return record.path("data").isObject()
                && annotations.isArray()
                && (annotations.isEmpty() || annotations.get(0).has("result"));
    }

    private static JsonNode annotations(JsonNode record) {
        return record.has("annotations") ? record.path("annotations") : record.path("completions");
    }

    @Override
    public List<Map<String, String>> rows(JsonNode record) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("item", record.path("id").asText());
        JsonShape.columns(record.path("data"))
                .forEach((name, value) -> item.put(name.equals("item") ? "data.item" : name, value));
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode annotation : annotations(record)) {
            if (annotation.path("was_cancelled").asBoolean()) {
                continue;
            }
            for (JsonNode result : annotation.path("result")) {
                JsonNode value = result.path("value");
                ANSWERS.stream().filter(value::has).findFirst().ifPresent(kind -> {
                    Map<String, String> row = new LinkedHashMap<>(item);
                    row.put("rater", rater(annotation.path("completed_by")));
                    row.put("question", result.path("from_name").asText());
                    row.put("answer", JsonShape.text(value.path(kind)));
                    rows.add(row);
                });
            }
        }
        return rows;
    }

    private static String rater(JsonNode by) {
        return by.isObject() ? by.path("id").asText(by.path("email").asText()) : by.asText();
    }

    @Override
    public String words() {
        return "Label Studio tasks: the columns are item, rater, question, answer and each task's data";
    }
}
