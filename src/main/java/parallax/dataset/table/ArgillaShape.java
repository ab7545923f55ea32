package parallax.dataset.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Records as Argilla exports them: `responses` by question, each with its people's values (version 2),
/// or by person, each with their values by question (version 1). Only submitted responses are answers.
///
/// @see <a href="https://docs.argilla.io/latest/how_to_guides/record/">Argilla's records</a>
record ArgillaShape() implements JsonShape {
    @Override
    public boolean fits(JsonNode record) {
        JsonNode responses = record.path("responses");
        return record.path("fields").isObject() && (responses.isObject() || responses.isArray());
    }

    @Override
    public List<Map<String, String>> rows(JsonNode record) {
        Map<String, String> item = new LinkedHashMap<>();
        String id = record.path("id").asText();
        item.put("item", id.isEmpty() ? record.path("external_id").asText() : id);
        item.putAll(JsonShape.columns(record.path("fields")));
        JsonShape.columns(record.path("metadata")).forEach(item::putIfAbsent);
        List<Map<String, String>> rows = new ArrayList<>();
        JsonNode responses = record.path("responses");
        if (responses.isObject()) {
            for (Map.Entry<String, JsonNode> question : responses.properties()) {
                for (JsonNode response : question.getValue()) {
                    add(rows, item, response, question.getKey(), response.path("value"));
                }
            }
        } else {
            for (JsonNode response : responses) {
                for (Map.Entry<String, JsonNode> question :
                        response.path("values").properties()) {
                    add(
                            rows,
                            item,
                            response,
                            question.getKey(),
                            question.getValue().path("value"));
                }
            }
        }
        return rows;
    }

    private static void add(
            List<Map<String, String>> rows,
            Map<String, String> item,
            JsonNode response,
            String question,
            JsonNode value) {
        if (response.path("status").asText("submitted").equals("submitted")) {
            Map<String, String> row = new LinkedHashMap<>(item);
            row.put("rater", response.path("user_id").asText());
            row.put("question", question);
            row.put("answer", JsonShape.text(value));
            rows.add(row);
        }
    }

    @Override
    public String words() {
        return "Argilla records: the columns are item, rater, question, answer and each record's fields";
    }
}
