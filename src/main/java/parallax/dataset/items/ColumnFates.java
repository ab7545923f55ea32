package parallax.dataset.items;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parallax.dataset.file.FileGlance;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Sentences;
import parallax.item.Turn;

/// What becomes of each column of a file, and how its first rows are read, in lines of text.
public record ColumnFates(FileGlance glance, ItemColumns columns) {
    private static final String KEPT = "kept with the item as written";

    /// A column's name and what becomes of it.
    public record Fate(String column, String becomes) {
        @Override
        public String toString() {
            return "column " + column + ": " + becomes;
        }
    }

    public List<Fate> fates() {
        return glance.header().columns().stream().map(this::fate).toList();
    }

    private Fate fate(Header.Column column) {
        return new Fate(
                column.name(),
                columns.meaning(column.name()).map(ItemColumns.Meaning::words).orElse(KEPT));
    }

    /// Both, for a terminal.
    List<String> lines() throws FileRefused {
        List<String> lines = new ArrayList<>();
        fates().forEach(fate -> lines.add(fate.toString()));
        lines.add("");
        glance.seen(columns).forEach(seen -> lines.add("line " + seen.line() + ": " + inWords(seen)));
        return lines;
    }

    private static String inWords(FileGlance.Seen seen) {
        var conversation = seen.conversation();
        if (conversation == null) {
            return String.join("; ", seen.faults());
        }
        String id = conversation.code().isEmpty() ? "" : " " + conversation.code();
        String topic = conversation.topic().isEmpty() ? "" : " (" + Sentences.shortened(conversation.topic()) + ")";
        return (conversation.isPrompt() ? "prompt" : "item") + id + topic + " "
                + conversation.turns().stream().map(ColumnFates::inWords).collect(Collectors.joining(" / "));
    }

    private static String inWords(Turn turn) {
        return turn.speaker().label() + ": "
                + Sentences.shortened(turn.content().replaceAll("\\p{Cntrl}+", " "));
    }
}
