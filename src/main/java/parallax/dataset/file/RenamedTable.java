package parallax.dataset.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// A table whose columns of text have the names that the reader of items knows: `context`, `response`,
/// `turns`.
public record RenamedTable(TableFile table, Header header) implements TableFile {
    public static TableFile of(TableFile table, TextColumns texts, Problems problems, Notes notes) throws FileRefused {
        Map<String, String> names = new HashMap<>();
        rename(table, texts.context(), "context", names, problems);
        rename(table, texts.response(), "response", names, problems);
        rename(table, texts.messages(), "turns", names, problems);
        problems.refuseIfAny();
        Header header = table.header();
        if (names.isEmpty()
                && header.find("response").isEmpty()
                && header.find("turns").isEmpty()) {
            Optional<Header.Column> messages = header.findAny(List.of("messages", "conversation"));
            Optional<Header.Column> reply = header.findAny(TextColumns.RESPONSE);
            messages.ifPresentOrElse(
                    column -> names.put(column.name(), "turns"),
                    () -> reply.ifPresent(column -> names.put(column.name(), "response")));
            names.forEach((name, meaning) -> notes.add(
                    "column " + name + " is taken for the " + (meaning.equals("turns") ? "messages" : "response")));
        }
        return names.isEmpty()
                ? table
                : new RenamedTable(
                        table,
                        new Header(header.names().stream()
                                .map(name -> names.getOrDefault(name, name))
                                .toList()));
    }

    private static void rename(
            TableFile table, @Nullable String from, String to, Map<String, String> names, Problems problems)
            throws FileRefused {
        if (from == null || from.equals(to)) {
            return;
        }
        new ColumnFinder(table, problems).column(from);
        if (table.header().find(to).isPresent()) {
            problems.add(
                    table.name(), 1, to, "the column " + from + " was named for this; rename or remove one of them");
        }
        names.put(from, to);
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public @Nullable TableRow next() throws FileRefused {
        return table.next();
    }

    @Override
    public void close() {
        table.close();
    }
}
