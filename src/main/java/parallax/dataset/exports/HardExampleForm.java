package parallax.dataset.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The items on which raters do not agree, each with its conversation, the questions that divide them and how
/// every group answered; those with the most even answers first.
final class HardExampleForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Entropy in bits, 0 where all agree; the widest gap between two groups' shares of unsafe answers.
    private static final String DISPUTES = """
            create table disputed as
            select item, question, any_value(whole) as whole,
                sum(case when n > 0 then -share * log2(share) else 0 end) as entropy
            from counted where axis = '' group by item, question
            having any_value(whole) >= 2 and max(n) < any_value(whole)""";

    private static final String GAPS = """
            create table gap as
            select item, question, max(unsafe) - min(unsafe) as gap
            from (select item, question, axis, grouped, sum(share) as unsafe from counted
                  where axis <> '' and reading = 'unsafe' group by all) by_group
            group by item, question""";

    private static final String ITEMS = """
            select i.item, to_json(i.turns)::text, i.topic, h.entropy, g.model, g.model_digest
            from items i join (select item, max(entropy) as entropy from disputed group by item) h on h.item = i.item
            left join generations g on g.item = i.item and not g.alternative
            order by h.entropy desc, i.item""";

    private static final String ROWS = """
            select c.item, c.question, c.axis, c.grouped, c.answer, c.n, d.entropy, g.gap
            from counted c join disputed d on d.item = c.item and d.question = c.question
            left join gap g on g.item = c.item and g.question = c.question
            order by c.item, d.entropy desc, c.question, c.axis_position, c.axis, c.grouped, c.position""";

    private HardExampleForm() {}

    static void write(Workspace tables, DatasetFolder out) throws SQLException, IOException {
        tables.run(DISPUTES);
        tables.run(GAPS);
        Map<String, Map<String, ObjectNode>> disputes = new LinkedHashMap<>();
        tables.each(ROWS, row -> {
            ObjectNode question = disputes.computeIfAbsent(row.getString(1), item -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            row.getString(2), code -> JSON.createObjectNode().put("question", code));
            question.put("entropy", row.getDouble(7));
            double gap = row.getDouble(8);
            if (!row.wasNull()) {
                question.put("widestGapUnsafe", gap);
            }
            String axis = row.getString(3);
            ObjectNode place = axis.isEmpty()
                    ? question.withObjectProperty("answers")
                    : question.withObjectProperty("groups")
                            .withObjectProperty(axis)
                            .withObjectProperty(row.getString(4));
            place.put(row.getString(5), row.getLong(6));
        });
        out.write("hard_examples.jsonl", to -> lines(tables, disputes, to));
        out.counted("hard_examples.jsonl", disputes.size());
        if (disputes.isEmpty()) {
            out.note("No item has two raters who answered a question differently.");
        }
    }

    private static void lines(Workspace tables, Map<String, Map<String, ObjectNode>> disputes, java.io.OutputStream to)
            throws IOException {
        try {
            tables.each(ITEMS, row -> {
                ObjectNode line = JSON.createObjectNode().put("item", row.getString(1));
                JsonNode turns = JSON.readTree(String.valueOf(row.getString(2)));
                line.put("topic", row.getString(3));
                line.put("entropy", row.getDouble(4));
                if (row.getString(5) != null) {
                    line.put("model", row.getString(5)).put("modelDigest", row.getString(6));
                }
                line.set("conversation", turns);
                line.putArray("disputes")
                        .addAll(disputes.getOrDefault(row.getString(1), Map.of())
                                .values());
                to.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            });
        } catch (SQLException broken) {
            throw new IOException(broken);
        }
    }
}
