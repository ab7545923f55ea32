package parallax.dataset.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;

/// What is known of each rater: one value for each column, none where the file leaves it blank.
public final class RaterAttributes {
    private final List<String> columns;
    private final Map<String, @Nullable String[]> valuesOf = new HashMap<>();

    RaterAttributes(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /// Reads a file of one or more rows for each rater. Blocks come from it unless the ratings have those columns.
    ///
    /// @param raters      the file
    /// @param raterColumn the rater in that file
    /// @param ratings     the file of the ratings themselves
    public static RaterAttributes read(Path raters, String raterColumn, Path ratings, RatingsMapping mapping) {
        List<String> wanted = new ArrayList<>(mapping.raters().all());
        try (CsvTable ofRatings = CsvTable.open(ratings);
                CsvTable ofRaters = CsvTable.open(raters)) {
            wanted.removeIf(column -> mapping.raters().blocks().contains(column) && ofRatings.has(column));
            return read(ofRaters, raterColumn, wanted);
        }
    }

    private static RaterAttributes read(CsvTable table, String raterColumn, List<String> columns) {
        RaterAttributes attributes = new RaterAttributes(columns);
        int rater = table.column(raterColumn);
        int[] positions = columns.stream().mapToInt(table::column).toArray();
        table.forEachRow(row -> {
            String[] values = new String[positions.length];
            for (int column = 0; column < positions.length; column++) {
                values[column] = row.getField(positions[column]);
            }
            attributes.put(table, row.getField(rater), values);
        });
        return attributes;
    }

    /// Notes a rater's values; a second row must repeat the first.
    void put(CsvTable table, String rater, String[] values) {
        @Nullable String[] known = valuesOf.get(rater);
        if (known == null) {
            @Nullable String[] noted = new String[values.length];
            for (int column = 0; column < values.length; column++) {
                noted[column] = values[column].isEmpty() ? null : values[column];
            }
            valuesOf.put(rater, noted);
            return;
        }
        for (int column = 0; column < values.length; column++) {
            String before = known[column] == null ? "" : known[column];
            if (!values[column].equals(before)) {
                throw table.rejected("rater \"" + rater + "\" has " + columns.get(column) + " \"" + values[column]
                        + "\" here and \"" + before + "\" before");
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
