package parallax.dataset.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problem;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Reading;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// The columns of a file and its first rows, by which people and guesses tell what it holds.
public record FileGlance(FileSource file, Reading form, Header header, List<TableRow> rows) {
    /// As many rows as people are shown.
    public static final int ROWS = 10;

    public FileGlance {
        rows = List.copyOf(rows);
    }

    public static FileGlance at(FileSource file, Reading form) throws FileRefused {
        Problems problems = new Problems();
        try (TableFile table = TableFile.open(file, form, problems, new Notes())) {
            List<TableRow> rows = new ArrayList<>();
            for (TableRow row = table.next(); row != null && rows.size() < ROWS; row = table.next()) {
                rows.add(row);
            }
            return new FileGlance(file, form, table.header(), rows);
        }
    }

    /// What of the file's columns is not named already, as it looks.
    public ItemColumns guessed(ItemColumns named) {
        return named.orGuessed(header, rows);
    }

    /// A row as it would come in, or why it would not.
    ///
    /// @param faults sentences; empty where there is a conversation
    public record Seen(long line, @Nullable FiledConversation conversation, List<String> faults) {}

    /// How the first rows are read.
    ///
    /// @throws FileRefused where the columns cannot be what they are said to be
    public List<Seen> seen(ItemColumns columns) throws FileRefused {
        List<Seen> seen = new ArrayList<>();
        try (TableFile table = TableFile.open(file, form, new Problems(), new Notes())) {
            for (TableRow row : rows) {
                Problems ofRow = new Problems();
                FiledConversation conversation = new ConversationRow(table, columns, ofRow).read(row);
                seen.add(new Seen(
                        row.line(),
                        conversation,
                        ofRow.found().stream().map(Problem::rule).toList()));
            }
        }
        return seen;
    }
}
