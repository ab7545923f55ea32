package parallax.dataset.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// Pairs of replies to one conversation of which a group found one less often unsafe: that one is chosen, the
/// other rejected. Groups need not agree, so that one pair can stand both ways round. Where a group saw no
/// difference there is no pair of it.
final class PreferenceForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PreferenceForm() {}

    /// @param question the code of the question whose unsafe answers are compared
    static void write(Workspace tables, DatasetFolder out, String question) throws SQLException, IOException {
        String pairs = pairs(question);
        out.write("preferences.jsonl", to -> lines(tables, pairs, question, to));
        out.counted("preferences.jsonl", tables.count("select count(*) from (" + pairs + ")"));
        out.note("A reply is chosen where fewer answers of the group to " + question
                + " read unsafe than of the other reply; nobody compared the two side by side.");
    }

    private static String pairs(String question) {
        return """
            with replied as (
                     select item, to_json(turns[:len(turns) - 1])::text as said, turns[len(turns)].content as reply from items),
                 unsafe as (
                     select item, axis, axis_position, grouped, sum(n)::bigint as n, any_value(whole) as whole,
                         sum(share) as share
                     from counted where question = %s and reading = 'unsafe' group by all)
            select a.said, a.reply, b.reply, u.axis, u.grouped, u.share, u.whole, v.share, v.whole, a.item, b.item,
                g.model, h.model
            from replied a join replied b on b.said = a.said and b.item <> a.item and b.reply <> a.reply
            join unsafe u on u.item = a.item
            join unsafe v on v.item = b.item and v.axis = u.axis and v.grouped = u.grouped and u.share < v.share
            left join generations g on g.item = a.item left join generations h on h.item = b.item
            order by a.item, b.item, u.axis_position, u.axis, u.grouped""".formatted(Workspace.quoted(question));
    }

    private static void lines(Workspace tables, String pairs, String question, OutputStream to) throws IOException {
        try {
            tables.each(pairs, row -> {
                ObjectNode line = JSON.createObjectNode();
                ArrayNode prompt = line.putArray("prompt");
                for (JsonNode turn : JSON.readTree(row.getString(1))) {
                    prompt.add(message(
                            turn.path("speaker").asText(), turn.path("content").asText()));
                }
                line.putArray("chosen").add(message("chatbot", row.getString(2)));
                line.putArray("rejected").add(message("chatbot", row.getString(3)));
                line.put("axis", row.getString(4))
                        .put("group", row.getString(5))
                        .put("question", question);
                line.put("chosen_unsafe", row.getDouble(6)).put("chosen_answers", row.getLong(7));
                line.put("rejected_unsafe", row.getDouble(8)).put("rejected_answers", row.getLong(9));
                line.put("chosen_item", row.getString(10)).put("rejected_item", row.getString(11));
                line.put("chosen_model", row.getString(12)).put("rejected_model", row.getString(13));
                to.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            });
        } catch (SQLException broken) {
            throw new IOException(broken);
        }
    }

    /// As chat templates know it.
    private static ObjectNode message(String speaker, String content) {
        return JSON.createObjectNode()
                .put("role", speaker.equals("chatbot") ? "assistant" : speaker)
                .put("content", content);
    }
}
