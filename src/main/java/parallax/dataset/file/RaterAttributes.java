package parallax.dataset.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableRow;

/// What is known of each rater: one value for each column, none where the file leaves it blank.
public final class RaterAttributes {
    private final List<String> columns;
    private final Map<String, @Nullable String[]> valuesOf = new HashMap<>();

    RaterAttributes(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /// Keeps what a row says of its rater. Where a later row says another thing, the first holds, with a
    /// note.
    void take(TableRow row, String rater, List<Column> values, Notes notes) {
        @Nullable String[] known = valuesOf.get(rater);
        if (known == null) {
            @Nullable String[] noted = new String[values.size()];
            for (int column = 0; column < noted.length; column++) {
                String value = values.get(column).in(row);
                noted[column] = value.isEmpty() ? null : value;
            }
            valuesOf.put(rater, noted);
            return;
        }
        for (int column = 0; column < known.length; column++) {
            String before = known[column] == null ? "" : known[column];
            if (!values.get(column).in(row).equals(before)) {
                notes.add(Sentences.differsForSomeRater(columns.get(column)), row.line());
            }
        }
    }

    List<String> columns() {
        return columns;
    }

    /// The axis of one column, or the intersection of several.
    Axis axis(List<String> axisColumns, List<String> raters) {
        Axis axis = axis(axisColumns.getFirst(), raters);
        for (String column : axisColumns.subList(1, axisColumns.size())) {
            axis = axis.cross(axis(column, raters));
        }
        return axis;
    }

    private Axis axis(String column, List<String> raters) {
        int position = columns.indexOf(column);
        List<@Nullable String> values = new ArrayList<>(raters.size());
        for (String rater : raters) {
            @Nullable String[] known = valuesOf.get(rater);
            values.add(known == null ? null : known[position]);
        }
        return Axis.of(column, values);
    }
}
