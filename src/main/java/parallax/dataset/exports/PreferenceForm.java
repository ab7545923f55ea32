package parallax.dataset.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Pairs of replies of which a group found one better: that one is chosen, the other rejected. Either raters compared
/// the two, or they judged each by itself, and fewer found the one unsafe. Groups need not agree, so that one pair can
/// stand both ways round. Where a group saw no difference there is no pair of it.
final class PreferenceForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PreferenceForm() {}

    /// @param judged the codes of questions whose unsafe answers are compared
    /// @param compared the codes of questions which reply is better
    static void write(Workspace tables, DatasetFolder out, List<String> judged, List<String> compared)
            throws SQLException, IOException {
        List<String> pairs = Stream.concat(
                        compared.stream().map(PreferenceForm::compared),
                        judged.stream().map(PreferenceForm::judged))
                .toList();
        out.write("preferences.jsonl", to -> {
            for (String sql : pairs) {
                lines(tables, sql, to);
            }
        });
        out.counted(
                "preferences.jsonl",
                pairs.stream()
                        .mapToLong(sql -> tables.count("select count(*) from (" + sql + ")"))
                        .sum());
        compared.forEach(question -> out.note("Basis compared: a reply is chosen where more of the group's answers to "
                + question + " preferred it than the other; which of the two a rater saw first was drawn."));
        judged.forEach(question -> out.note("Basis unsafe: a reply is chosen where fewer answers of the group to "
                + question + " read unsafe than of the other reply; nobody compared the two side by side."));
    }

    private static String judged(String question) {
        return """
            with replied as (
                     select item, to_json(turns[:len(turns) - 1])::text as said, turns[len(turns)].content as reply from items
                     where turns[len(turns)].speaker <> 'alternative'),
                 unsafe as (
                     select item, axis, axis_position, grouped, sum(n)::bigint as n, any_value(whole) as whole,
                         sum(share) as share
                     from counted where question = %1$s and reading = 'unsafe' group by all)
            select a.said, a.reply, b.reply, u.axis, u.grouped, u.share, u.whole, v.share, v.whole, a.item, b.item,
                g.model, h.model, %1$s as question, 'unsafe' as basis
            from replied a join replied b on b.said = a.said and b.item <> a.item and b.reply <> a.reply
            join unsafe u on u.item = a.item
            join unsafe v on v.item = b.item and v.axis = u.axis and v.grouped = u.grouped and u.share < v.share
            left join generations g on g.item = a.item left join generations h on h.item = b.item
            order by a.item, b.item, u.axis_position, u.axis, u.grouped""".formatted(Workspace.quoted(question));
    }

    private static String compared(String question) {
        return """
            with pair as (
                     select item, to_json(turns[:len(turns) - 2])::text as said, turns[len(turns) - 1].content as a,
                         turns[len(turns)].content as b
                     from items where turns[len(turns)].speaker = 'alternative'),
                 preferred as (
                     select item, axis, axis_position, grouped, any_value(whole) as whole,
                         coalesce(sum(share) filter (answer in ('a_much', 'a', 'a_slightly')), 0) as a,
                         coalesce(sum(share) filter (answer in ('b_much', 'b', 'b_slightly')), 0) as b
                     from counted where question = %1$s group by item, axis, axis_position, grouped)
            select p.said, if(f.a > f.b, p.a, p.b), if(f.a > f.b, p.b, p.a), f.axis, f.grouped, greatest(f.a, f.b), f.whole,
                least(f.a, f.b), f.whole, p.item, p.item,
                if(f.a > f.b, g.model, h.model), if(f.a > f.b, h.model, g.model), %1$s as question, 'compared' as basis
            from pair p join preferred f on f.item = p.item and f.a <> f.b
            left join generations g on g.item = p.item and not g.alternative
            left join generations h on h.item = p.item and h.alternative
            order by p.item, f.axis_position, f.axis, f.grouped""".formatted(Workspace.quoted(question));
    }

    private static void lines(Workspace tables, String pairs, OutputStream to) throws IOException {
        try {
            tables.each(pairs, row -> {
                ObjectNode line = JSON.createObjectNode();
                ArrayNode prompt = line.putArray("prompt");
                for (JsonNode turn : JSON.readTree(row.getString(1))) {
                    prompt.add(message(
                            turn.path("speaker").asText(), turn.path("content").asText()));
                }
                String basis = row.getString("basis");
                String share = basis.equals("compared") ? "preferred" : "unsafe";
                line.putArray("chosen").add(message("chatbot", row.getString(2)));
                line.putArray("rejected").add(message("chatbot", row.getString(3)));
                line.put("axis", row.getString(4))
                        .put("group", row.getString(5))
                        .put("question", row.getString("question"))
                        .put("basis", basis);
                line.put("chosen_" + share, row.getDouble(6)).put("chosen_answers", row.getLong(7));
                line.put("rejected_" + share, row.getDouble(8)).put("rejected_answers", row.getLong(9));
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
