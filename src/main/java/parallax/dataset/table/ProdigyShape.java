package parallax.dataset.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Examples as Prodigy writes them: the options that were ticked (`accept`), or whether a label was
/// accepted. An example that was passed over (`ignore`) is not an answer.
///
/// @see <a href="https://prodi.gy/docs/api-interfaces">Prodigy's interfaces</a>
record ProdigyShape() implements JsonShape {
    @Override
    public boolean fits(JsonNode record) {
        return record.has("_input_hash") && record.has("answer");
    }

    @Override
    public List<Map<String, String>> rows(JsonNode record) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("item", record.path("_input_hash").asText());
        JsonShape.columns(record).forEach((name, value) -> {
            if (!name.equals("answer") && !name.equals("accept") && !name.equals("options") && !name.startsWith("_")) {
                row.putIfAbsent(name, value);
            }
        });
        String session = record.path("_session_id").asText("");
        row.put("rater", record.path("_annotator_id").asText(session));
        boolean ticked = record.path("accept").isArray();
        String label = record.path("label").asText("");
        row.put("question", ticked || label.isEmpty() ? "answer" : label);
        String answer = record.path("answer").asText();
        row.put("answer", answer.equals("ignore") ? "" : ticked ? JsonShape.text(record.path("accept")) : answer);
        return List.of(row);
    }

    @Override
    public String words() {
        return "Prodigy examples: the columns are item, rater, question, answer and what each example says of its item";
    }
}
