package parallax.dataset.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Conversation;
import parallax.dataset.TurnsText;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Reading;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// A file of items, one a row: a code, and the conversation as `turns` (JSON) or as `context` and
/// `response`. Every other column is kept as written.
public final class ItemsFile {
    /// The names by which the item's column is recognised.
    public static final List<String> ITEM = List.of("item", "item_id");

    private final TableFile file;
    private final Problems problems;
    private final Column code;
    private final ItemCatalog items = new ItemCatalog();

    private ItemsFile(TableFile file, Column code, Problems problems) {
        this.file = file;
        this.code = code;
        this.problems = problems;
    }

    public static ItemCatalog read(
            FileSource source, Reading reading, TextColumns texts, Problems problems, Notes notes) throws FileRefused {
        try (TableFile table = TableFile.open(source, reading, problems, notes)) {
            TableFile file = RenamedTable.of(table, texts, problems, notes);
            Column code = file.header()
                    .findAny(ITEM)
                    .orElseThrow(() -> problems.fatal(
                            file.name(), 1, null, "no column for the item: it is recognised as item or item_id"));
            if (file.header().find("turns").isEmpty()
                    && file.header().find("response").isEmpty()) {
                throw problems.fatal(
                        file.name(), 1, null, "no column for the conversation: neither turns nor response");
            }
            return new ItemsFile(file, code, problems).readAll();
        }
    }

    private ItemCatalog readAll() throws FileRefused {
        for (TableRow row = file.next(); row != null; row = file.next()) {
            read(row);
        }
        if (items.size() == 0 && problems.isEmpty()) {
            problems.add(file.name(), 0, null, Sentences.NO_ROW);
        }
        return items;
    }

    private void read(TableRow row) throws FileRefused {
        String item = code.in(row);
        if (!isCode(file.name(), row, code, item, problems)) {
            return;
        }
        if (items.find(item) != null) {
            problems.add(file.name(), row.line(), code.name(), "the item '" + item + "' occurs twice");
            return;
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : file.header().columns()) {
            if (!column.equals(code)) {
                columns.put(column.name(), column.in(row));
            }
        }
        Conversation conversation = conversation(file.name(), row, columns, problems);
        if (conversation != null) {
            items.add(ImportedItem.of(items.size(), item, columns, conversation));
        }
    }

    /// Whether a field can be an item's code; says so where it cannot.
    public static boolean isCode(String file, TableRow row, Column column, String code, Problems problems)
            throws FileRefused {
        if (code.isBlank()) {
            problems.add(file, row.line(), column.name(), Sentences.EMPTY_ITEM);
            return false;
        }
        if (code.length() > ImportedItem.LONGEST_CODE) {
            problems.add(
                    file,
                    row.line(),
                    column.name(),
                    "an item has at most " + ImportedItem.LONGEST_CODE + " characters");
            return false;
        }
        return true;
    }

    /// The conversation that a row holds, as `turns` or as `context` and `response`; `turns` is taken
    /// out of the columns. Null where it holds none; the mistake has been noted.
    public static @Nullable Conversation conversation(
            String file, TableRow row, Map<String, String> columns, Problems problems) throws FileRefused {
        String turns = columns.getOrDefault("turns", "");
        columns.remove("turns");
        if (!turns.isEmpty()) {
            Optional<Conversation> conversation = TurnsText.read(turns);
            if (conversation.isEmpty()) {
                problems.add(file, row.line(), "turns", TurnsText.RULE);
            }
            return conversation.orElse(null);
        }
        String response = columns.getOrDefault("response", "");
        if (response.isBlank()) {
            problems.add(file, row.line(), "response", "the response is empty");
            return null;
        }
        return Conversation.of(columns.getOrDefault("context", ""), response);
    }
}
