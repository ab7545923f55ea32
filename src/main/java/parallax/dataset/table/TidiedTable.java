package parallax.dataset.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table without what spreadsheets and survey tools add to it: columns without a name, empty rows, and
/// rows below the header that explain it (Qualtrics writes the question's text and an import id there).
final class TidiedTable implements TableFile {
    /// Qualtrics has two heading rows below its header.
    private static final int MOST_HEADING_ROWS = 3;

    private static final String IMPORT_ID = "{\"ImportId\":";

    private final TableFile table;
    private final Notes notes;
    private final Header header;
    private final int[] kept;
    private final Deque<TableRow> ahead = new ArrayDeque<>();
    private boolean begun;
    private boolean ended;

    private TidiedTable(TableFile table, Problems problems, Notes notes) throws FileRefused {
        this.table = table;
        this.notes = notes;
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Header.Column column : table.header().columns()) {
            String name = Spelling.trimmed(column.name());
            if (name.isEmpty()) {
                notes.add("column " + (column.index() + 1) + " has no name and is left out");
            } else if (!seen.add(name)) {
                problems.add(table.name(), 1, name, "the header names this column twice");
            } else {
                names.add(name);
                places.add(column.index());
            }
        }
        if (names.isEmpty()) {
            throw problems.fatal(table.name(), 1, null, "the header names no column");
        }
        problems.refuseIfAny();
        header = new Header(names);
        kept = places.stream().mapToInt(Integer::intValue).toArray();
    }

    static TableFile of(TableFile table, Problems problems, Notes notes) throws FileRefused {
        boolean ready = false;
        try {
            TidiedTable tidied = new TidiedTable(table, problems, notes);
            ready = true;
            return tidied;
        } finally {
            if (!ready) {
                table.close();
            }
        }
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable TableRow next() throws FileRefused {
        if (!begun) {
            begun = true;
            passHeadingRows();
        }
        while (true) {
            TableRow row = ahead.isEmpty() && !ended ? table.next() : ahead.pollFirst();
            if (row == null) {
                ended = true;
                return null;
            }
            if (!isEmpty(row)) {
                return withoutNameless(row);
            }
            notes.add("empty row left out", row.line());
        }
    }

    @Override
    public void close() {
        table.close();
    }

    private void passHeadingRows() throws FileRefused {
        for (int rows = 0; rows < MOST_HEADING_ROWS; rows++) {
            TableRow row = table.next();
            if (row == null) {
                ended = true;
                return;
            }
            ahead.addLast(row);
            if (isImportIds(row)) {
                notes.add(ahead.size() + (ahead.size() == 1 ? " heading row" : " heading rows")
                        + " below the header left out (to line " + row.line() + "), as Qualtrics writes them");
                ahead.clear();
                return;
            }
        }
    }

    private static boolean isImportIds(TableRow row) {
        long filled =
                Arrays.stream(row.fields()).filter(field -> !field.isBlank()).count();
        long ids = Arrays.stream(row.fields())
                .filter(field -> field.strip().startsWith(IMPORT_ID))
                .count();
        return ids > 0 && 2 * ids >= filled;
    }

    private static boolean isEmpty(TableRow row) {
        for (String field : row.fields()) {
            if (!field.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private TableRow withoutNameless(TableRow row) {
        if (kept.length == row.fields().length) {
            return row;
        }
        String[] fields = new String[kept.length];
        for (int index = 0; index < kept.length; index++) {
            fields[index] = row.field(kept[index]);
        }
        return new TableRow(row.line(), fields);
    }
}
