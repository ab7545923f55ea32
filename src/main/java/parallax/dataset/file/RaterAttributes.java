package parallax.dataset.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.dataset.file.Header.Column;

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
    public static RaterAttributes read(
            FileSource raters, String raterColumn, FileSource ratings, RatingsMapping mapping) throws FileRefused {
        Problems problems = new Problems();
        List<String> wanted = new ArrayList<>(mapping.raters().all());
        try (CsvFile ofRatings = RatingsFile.open(ratings, problems);
                CsvFile ofRaters = RatingsFile.open(raters, problems)) {
            wanted.removeIf(column -> mapping.raters().blocks().contains(column)
                    && ofRatings.header().find(column).isPresent());
            ColumnFinder find = new ColumnFinder(ofRaters, problems);
            Column rater = find.column(raterColumn);
            List<Column> values = find.columns(wanted);
            find.refuseIfMissing();
            RaterAttributes attributes = new RaterAttributes(wanted);
            for (CsvRow row = ofRaters.next(); row != null; row = ofRaters.next()) {
                attributes.take(ofRaters, row, rater.in(row), values, problems);
            }
            problems.refuseIfAny();
            return attributes;
        }
    }

    /// Notes what a row says of its rater; a second row must repeat the first.
    void take(CsvFile file, CsvRow row, String rater, List<Column> values, Problems problems) throws FileRefused {
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
                problems.add(file.name(), row.line(), columns.get(column), Sentences.differsForRater(rater));
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
