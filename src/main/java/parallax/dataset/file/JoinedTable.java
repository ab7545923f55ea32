package parallax.dataset.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.Spelling;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// Ratings with what another file says of their raters, as columns of each row. Where both files have a
/// column, the raters' file holds. A rater whom it does not know has empty fields.
final class JoinedTable implements TableFile {
    private final TableFile table;
    private final RatersFile raters;
    private final boolean fold;
    private final Problems problems;
    private final Notes notes;
    private final Column rater;
    private final Header header;
    private final int[] places;
    private final Map<String, String[]> valuesOf = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private long firstUnknown;

    private JoinedTable(
            TableFile table, Column rater, RatersFile raters, RatingRules rules, Problems problems, Notes notes)
            throws FileRefused {
        this.table = table;
        this.rater = rater;
        this.raters = raters;
        this.fold = rules.folds();
        this.problems = problems;
        this.notes = notes;
        List<String> wanted = new ArrayList<>(new LinkedHashSet<>(raters.columns()));
        raters.fallbacks().stream()
                .filter(column -> table.header().find(column).isEmpty() && !wanted.contains(column))
                .forEach(wanted::add);
        List<String> names = new ArrayList<>(table.header().names());
        wanted.stream().filter(name -> !names.contains(name)).forEach(names::add);
        header = new Header(names);
        places = wanted.stream().mapToInt(names::indexOf).toArray();
        read(rules, wanted);
    }

    /// @param rater the name of the ratings' rater column, null where they have none
    static TableFile of(TableFile table, @Nullable String rater, RatingRules rules, Problems problems, Notes notes)
            throws FileRefused {
        RatersFile raters = rules.raters();
        if (raters == null) {
            return table;
        }
        Column column = rater == null ? null : table.header().find(rater).orElse(null);
        if (column == null) {
            throw problems.fatal(
                    table.name(),
                    1,
                    rater,
                    "the raters' file can only be joined to a column of raters, and there is none");
        }
        return new JoinedTable(table, column, raters, rules, problems, notes);
    }

    private void read(RatingRules rules, List<String> wanted) throws FileRefused {
        try (TableFile file = TableFile.open(raters.source(), rules.form(), problems, notes)) {
            ColumnFinder find = new ColumnFinder(file, problems);
            String named = raters.rater();
            Column name = named != null
                    ? find.column(named)
                    : file.header()
                            .findAny(RatersFile.RATER)
                            .orElseThrow(() -> problems.fatal(
                                    file.name(), 1, null, "no column for the rater: name it with --group-rater"));
            List<Column> columns = find.columns(wanted);
            find.refuseIfMissing();
            for (TableRow row = file.next(); row != null; row = file.next()) {
                String[] values = values(row, columns);
                String[] before = valuesOf.putIfAbsent(key(name.in(row)), values);
                if (before != null && !Arrays.equals(before, values)) {
                    notes.add(
                            file.name() + " describes a rater otherwise than before; the first description is used",
                            row.line());
                }
            }
            problems.refuseIfAny();
        }
    }

    private static String[] values(TableRow row, List<Column> columns) {
        return columns.stream().map(column -> column.in(row)).toArray(String[]::new);
    }

    private String key(String name) {
        return fold ? Spelling.key(name) : name;
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
        TableRow row = table.next();
        if (row == null) {
            judge();
            return null;
        }
        String[] fields = Arrays.copyOf(row.fields(), header.size());
        Arrays.fill(fields, row.fields().length, fields.length, "");
        String name = rater.in(row);
        String[] values = valuesOf.get(key(name));
        if (values == null) {
            if (!name.isBlank() && unknown.add(name) && firstUnknown == 0) {
                firstUnknown = row.line();
            }
        } else {
            known.add(name);
        }
        for (int column = 0; column < places.length; column++) {
            fields[places[column]] = values == null ? "" : values[column];
        }
        return new TableRow(row.line(), fields);
    }

    /// Raters without a match are noted; where none has one, the files do not match.
    private void judge() throws FileRefused {
        if (unknown.isEmpty()) {
            return;
        }
        String file = raters.source().name();
        if (known.isEmpty()) {
            String theirs = valuesOf.keySet().stream().findFirst().orElse("");
            throw problems.fatal(
                    name(),
                    firstUnknown,
                    rater.name(),
                    "none of the " + unknown.size() + " raters is in " + file + ": '"
                            + Sentences.shortened(unknown.iterator().next()) + "' here, '" + Sentences.shortened(theirs)
                            + "' there");
        }
        notes.add(unknown.size() + " of " + (known.size() + unknown.size()) + " raters are not in " + file + " ("
                + Sentences.listed(unknown) + "), so nothing is known of them");
        unknown.clear();
    }

    @Override
    public void close() {
        table.close();
    }
}
