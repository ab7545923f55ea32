package parallax.dataset.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Written;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.TableRow;

/// What is kept of a row as written, so that an export can write it again.
final class RowAttributes {
    private RowAttributes() {}

    /// What a row says of its item.
    static Map<String, String> item(RatingColumns columns, TableRow row) {
        Map<String, String> written = new LinkedHashMap<>();
        for (Column column : columns.conversation()) {
            written.put(column.name(), column.in(row));
        }
        return written;
    }

    /// The judgment's own columns, and every column in which the row contradicts what is stored of its
    /// item and rater.
    static Map<String, String> judgment(
            RatingColumns columns, TableRow row, ImportedItem item, @Nullable ImportedRater rater) {
        Map<String, String> written = new LinkedHashMap<>();
        Column key = columns.judgment().key();
        if (key != null) {
            written.put("judgment", key.in(row));
        }
        for (Column column : columns.kept()) {
            written.put(column.name(), column.in(row));
        }
        for (Column column : columns.written()) {
            if (!column.in(row).equals(item.written(column.name()))) {
                written.put(column.name(), column.in(row));
            }
        }
        for (int axis = 0; rater != null && axis < columns.axes().size(); axis++) {
            Column group = columns.axes().get(axis).group();
            String field = group.in(row);
            boolean exported = field.equals(rater.groups().get(axis)) && (field.isEmpty() || !Written.isMissing(field));
            if (!exported) {
                written.put(group.name(), field);
            }
        }
        return written;
    }

    /// Equal for rows that say the same of their judgment, but for question and answer.
    static int hash(RatingColumns columns, TableRow row) {
        int hash = 1;
        for (Column column : columns.kept()) {
            hash = 31 * hash + column.in(row).hashCode();
        }
        return hash;
    }
}
