package parallax.dataset.exports;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON of the shared task "Learning with disagreements" of 2025: a file for each question, an object for each
/// item, and one file that describes the annotators. Options of a set stand beside each other with commas, as its
/// datasets of several labels have them; words stand among an item's explanations.
///
/// @see <a href="https://le-wi-di.github.io/">LeWiDi, 3rd edition</a>
final class LewidiForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String QUESTIONS = """
            select q.id, q.position, q.code, q.kind, list(o.code order by o.position)::text[] as options, q.version
            from question q join option o on o.question_id = q.id group by all order by q.version, q.position""";

    private final Workspace tables;
    private final DatasetFolder out;
    private final Map<String, ObjectNode> texts = new LinkedHashMap<>();
    private final Map<String, ObjectNode> others = new LinkedHashMap<>();

    private LewidiForm(Workspace tables, DatasetFolder out) {
        this.tables = tables;
        this.out = out;
    }

    private record Asked(long id, String code, boolean several, List<String> options, String file) {}

    static void write(Workspace tables, DatasetFolder out) throws SQLException, IOException {
        var form = new LewidiForm(tables, out);
        form.readItems();
        for (Asked question : form.questions()) {
            if (question.several && question.options.stream().anyMatch(code -> code.indexOf(',') >= 0)) {
                out.note("The question " + question.code + " has options with commas, which a list with commas cannot"
                        + " hold: it is not here.");
            } else {
                form.write(question);
            }
        }
        form.annotators();
        out.note("The format's fields lang and split are left out: the study does not know them.");
        if (tables.count("select count(*) from known where occasion > 1") > 0) {
            out.note("Of a rater who judged an item again, only the first judgment is here.");
        }
    }

    private void readItems() throws SQLException, IOException {
        tables.each(
                "select i.item, to_json(i.turns)::text, i.topic, g.model, g.model_digest from items i"
                        + " left join generations g on g.item = i.item and not g.alternative",
                row -> {
                    var turns = JSON.readTree(String.valueOf(row.getString(2)));
                    ObjectNode text = JSON.createObjectNode();
                    StringBuilder context = new StringBuilder();
                    for (int turn = 0; turn + 1 < turns.size(); turn++) {
                        context.append(context.isEmpty() ? "" : "\n")
                                .append(turns.get(turn).path("speaker").asText())
                                .append(": ")
                                .append(turns.get(turn).path("content").asText());
                    }
                    text.put("context", context.toString());
                    text.put(
                            "response",
                            turns.path(turns.size() - 1).path("content").asText());
                    texts.put(row.getString(1), text);
                    ObjectNode other = JSON.createObjectNode();
                    put(other, "topic", row.getString(3));
                    put(other, "model", row.getString(4));
                    put(other, "model_digest", row.getString(5));
                    others.put(row.getString(1), other);
                });
        tables.each(
                "select item, question, rater, words from answers where words is not null and rater is not null"
                        + " order by judgment, question_position",
                row -> {
                    ObjectNode other = others.get(row.getString(1));
                    if (other != null) {
                        other.withObject("explanations")
                                .withObjectProperty(row.getString(2))
                                .put(row.getString(3), row.getString(4));
                    }
                });
    }

    private static void put(ObjectNode node, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(name, value);
        }
    }

    private List<Asked> questions() throws SQLException, IOException {
        List<Asked> questions = new ArrayList<>();
        tables.each(QUESTIONS, row -> {
            String kind = row.getString(4);
            questions.add(new Asked(
                    row.getLong(1),
                    row.getString(3),
                    kind.equals("multiple_choice") || kind.equals("response_set"),
                    strings(row.getArray(5)),
                    fileName(questions.size() + 1, row.getString(3))));
        });
        return questions;
    }

    /// Codes may hold anything; what no file's name should hold becomes `_`.
    static String fileName(int number, String code) {
        String safe = code.replaceAll("[^A-Za-z0-9_-]", "_");
        return "%02d_%s.json".formatted(number, safe.substring(0, Math.min(80, safe.length())));
    }

    private static List<String> strings(java.sql.Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object one : (Object[]) array.getArray()) {
            texts.add(String.valueOf(one));
        }
        return texts;
    }

    private static String answers(long question) {
        return """
            select k.item, k.rater, list(o.code order by o.position)::text[] as chosen
            from given g join known k on k.id = g.judgment_id join item i on i.id = k.item_id
            join option o on o.question_id = g.question_id and o.position = g.position
            where g.question_id = %d and k.occasion = 1 and g.source <> 'not_asked' and k.rater is not null
            group by all order by any_value(i.position), any_value(k.judgment)""".formatted(question);
    }

    private void write(Asked question) throws SQLException, IOException {
        Map<String, Map<String, List<String>>> byItem = new LinkedHashMap<>();
        tables.each(
                answers(question.id),
                row -> byItem.computeIfAbsent(row.getString(1), item -> new LinkedHashMap<>())
                        .put(row.getString(2), strings(row.getArray(3))));
        if (byItem.isEmpty()) {
            return;
        }
        try (JsonGenerator json =
                JSON.getFactory().createGenerator(Files.newOutputStream(out.place(question.file)), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Map.Entry<String, Map<String, List<String>>> item : byItem.entrySet()) {
                json.writeFieldName(item.getKey());
                json.writeTree(record(question, item.getKey(), item.getValue()));
            }
            json.writeEndObject();
        }
        out.counted(question.file, byItem.size());
    }

    private ObjectNode record(Asked question, String item, Map<String, List<String>> answers) {
        ObjectNode record = JSON.createObjectNode();
        record.put("annotation task", question.code);
        record.set("text", texts.get(item));
        record.put("number of annotators", answers.size());
        record.put("annotators", String.join(",", answers.keySet()));
        record.put("number of annotations", answers.size());
        ObjectNode annotations = record.putObject("annotations");
        answers.forEach((rater, chosen) -> annotations.put(rater, String.join(",", chosen)));
        ObjectNode soft = record.putObject("soft_label");
        for (String option : question.options) {
            double share = (double) answers.values().stream()
                            .filter(chosen -> chosen.contains(option))
                            .count()
                    / answers.size();
            if (question.several) {
                soft.putObject(option).put("0", 1 - share).put("1", share);
            } else {
                soft.put(option, share);
            }
        }
        record.set("other_info", others.get(item));
        return record;
    }

    private void annotators() throws SQLException, IOException {
        ObjectNode annotators = JSON.createObjectNode();
        tables.each("select * from raters", row -> {
            ObjectNode about = annotators.putObject(row.getString("rater"));
            for (String axis : tables.axes()) {
                put(about, axis, row.getString("rater_" + axis));
            }
        });
        out.write(
                "annotators_meta.json",
                to -> to.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(annotators)));
        out.counted("annotators_meta.json", annotators.size());
    }
}
