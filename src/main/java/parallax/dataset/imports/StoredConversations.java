package parallax.dataset.imports;

import java.util.List;
import parallax.dataset.Conversation;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.file.ItemsFile;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Problems;
import parallax.dataset.table.TableRow;

/// Holds the conversations in rows of ratings against those of an items file or a study.
///
/// @param where the others stand, in words
record StoredConversations(RatingColumns columns, String file, String where, Problems problems) {
    private static final List<String> TEXTS = List.of("turns", "response");

    /// A row without a conversation contradicts nothing.
    void compare(TableRow row, ImportedItem known) throws FileRefused {
        boolean said = columns.conversation().stream()
                .anyMatch(column ->
                        TEXTS.contains(column.name()) && !column.in(row).isBlank());
        if (!said) {
            return;
        }
        Conversation conversation = ItemsFile.conversation(file, row, RowAttributes.item(columns, row), problems);
        if (conversation != null && !conversation.turns().equals(known.turns())) {
            problems.add(
                    file,
                    row.line(),
                    columns.item().name(),
                    "the item '" + known.code() + "' is another conversation in " + where);
        }
    }
}
