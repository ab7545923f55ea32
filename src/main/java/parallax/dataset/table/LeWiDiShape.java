package parallax.dataset.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shared tasks "Learning with disagreements" (LeWiDi): a record holds the list of its annotators
/// and that of their answers (2021 and 2023), or an object of answers by annotator (2025).
record LeWiDiShape() implements JsonShape {
    private static final String ANSWERS = "annotations";
    private static final String RATERS = "annotators";

    @Override
    public boolean fits(JsonNode record) {
        JsonNode answers = record.path(ANSWERS);
        return (answers.isTextual() && record.path(RATERS).isTextual())
                || (answers.isObject() && !answers.isEmpty() && allPlain(answers));
    }

    private static boolean allPlain(JsonNode answers) {
        for (JsonNode answer : answers) {
            if (answer.isObject()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Map<String, String>> rows(JsonNode record) {
        Map<String, String> shared = JsonShape.columns(record);
        shared.keySet().removeIf(name -> name.equals(ANSWERS) || name.equals(RATERS) || name.startsWith(ANSWERS + "."));
        Map<String, String> item = new LinkedHashMap<>();
        item.put("item", shared.getOrDefault("item", shared.getOrDefault("id", "")));
        item.putAll(shared);
        List<Map<String, String>> rows = new ArrayList<>();
        JsonNode answers = record.path(ANSWERS);
        if (answers.isObject()) {
            answers.properties()
                    .forEach(answer -> rows.add(row(item, answer.getKey(), JsonShape.text(answer.getValue()))));
            return rows;
        }
        Iterator<String> raters =
                List.of(record.path(RATERS).asText().split(",", -1)).iterator();
        for (String answer : answers.asText().split(",", -1)) {
            rows.add(row(item, raters.hasNext() ? raters.next().strip() : "", answer.strip()));
        }
        while (raters.hasNext()) {
            rows.add(row(item, raters.next().strip(), ""));
        }
        return rows;
    }

    private static Map<String, String> row(Map<String, String> item, String rater, String answer) {
        Map<String, String> row = new LinkedHashMap<>(item);
        row.put("rater", rater);
        row.put("answer", answer);
        return row;
    }

    @Override
    public String words() {
        return "LeWiDi records: the columns are item, rater, answer and what each record says of its item";
    }
}
