package parallax.dataset.exports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.dataset.Attributes;
import parallax.dataset.Conversation;
import parallax.dataset.DicesHeaders;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// An item as it leaves: an imported one in the words of its file, a generated one in its own.
///
/// @param attributes what the file said of it, or where its reply comes from
/// @param gold the expert's label, by question code
record ExportedItem(
        String code, String topic, List<Turn> turns, Map<String, String> attributes, Map<String, String> gold) {

    /// Every item of the study by its id, in its order.
    static Map<Long, ExportedItem> ofStudy(Connection connection, long studyId) throws SQLException {
        Map<Long, ExportedItem> items = new LinkedHashMap<>();
        StudyExtract.each(
                connection,
                studyId,
                "select id, code, topic, attributes::text from item"
                        + " where study_id = :study and source <> 'attention' order by position",
                row -> items.put(
                        row.getLong(1),
                        new ExportedItem(
                                row.getString(2),
                                row.getString(3),
                                new ArrayList<>(),
                                new HashMap<>(Attributes.of(row.getString(4))),
                                new LinkedHashMap<>())));
        ReplyOrigin.ofStudy(connection, studyId).forEach((id, origin) -> {
            ExportedItem item = items.get(id);
            if (item != null) {
                item.attributes.putAll(origin.columns());
            }
        });
        StudyExtract.each(connection, studyId, """
                select t.item_id, t.speaker, t.content from turn t join item i on i.id = t.item_id
                where i.study_id = :study order by t.item_id, t.position""", row -> {
            ExportedItem item = items.get(row.getLong(1));
            if (item != null) {
                item.turns.add(new Turn(Speaker.of(row.getString(2)), row.getString(3)));
            }
        });
        StudyExtract.each(connection, studyId, """
                select g.item_id, q.code, o.code from gold_label g join item i on i.id = g.item_id
                join question q on q.id = g.question_id
                join answer_option o on o.question_id = g.question_id and o.position = g.position
                where i.study_id = :study""", row -> {
            ExportedItem item = items.get(row.getLong(1));
            if (item != null) {
                item.gold.put(row.getString(2), row.getString(3));
            }
        });
        return items;
    }

    /// What a column of the DICES layouts, or of an items file, says of the item.
    String column(String name) {
        String written = attributes.get(name);
        if (written != null) {
            return written;
        }
        return switch (name) {
            case "context" -> new Conversation(turns).context();
            case "response" -> new Conversation(turns).response();
            case "harm_type" -> topic;
            case "safety_gold" -> gold.getOrDefault(DicesHeaders.GOLD_QUESTION, "");
            default -> "";
        };
    }
}
