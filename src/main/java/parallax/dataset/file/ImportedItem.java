package parallax.dataset.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.dataset.Conversation;
import parallax.item.Turn;

/// An item as a file describes it.
///
/// @param index its place among the file's items, counted from 0
/// @param attributes what the file said of it, column by column, as written
public record ImportedItem(int index, String code, String topic, List<Turn> turns, Map<String, String> attributes) {
    static final int LONGEST_CODE = 200;

    public ImportedItem {
        turns = List.copyOf(turns);
        attributes = Map.copyOf(attributes);
    }

    public static ImportedItem of(int index, String code, Map<String, String> columns, Conversation conversation) {
        Map<String, String> attributes = new LinkedHashMap<>(columns);
        String topic = attributes.getOrDefault("topic", attributes.getOrDefault("harm_type", ""));
        attributes.remove("topic");
        return new ImportedItem(
                index, code, topic.equals("NaN") ? "" : topic.strip(), conversation.turns(), attributes);
    }

    public String written(String column) {
        return attributes.getOrDefault(column, "");
    }
}
