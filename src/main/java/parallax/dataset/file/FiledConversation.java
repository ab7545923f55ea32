package parallax.dataset.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// A conversation as a file has it.
///
/// @param line where it begins in the file
/// @param code the researcher's own name for it, empty where the file has none
/// @param attributes what else the file says of it, column by column, as written
/// @param gold an expert's answer, empty where there is none
public record FiledConversation(
        long line, String code, String topic, List<Turn> turns, Map<String, String> attributes, String gold) {
    public FiledConversation {
        turns = List.copyOf(turns);
        attributes = Map.copyOf(attributes);
    }

    /// Whether a model is still to answer it; else it is an item.
    public boolean isPrompt() {
        return turns.getLast().speaker() == Speaker.USER;
    }

    FiledConversation without(Set<String> columns) {
        Map<String, String> kept = new HashMap<>(attributes);
        kept.keySet().removeAll(columns);
        return new FiledConversation(line, code, topic, turns, kept, gold);
    }
}
