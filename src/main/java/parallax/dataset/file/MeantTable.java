package parallax.dataset.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/// A table whose values are what they mean: words for no data are empty, numbers are in their bands, and
/// values that differ only in what people do not see are one where that is asked for, and noted where it
/// is not. Names of items and raters that a spreadsheet has rounded are refused, because two of them may
/// have become one.
public final class MeantTable implements TableFile {
    /// After so many kinds of note of a column the rest are counted together.
    private static final int MOST_KINDS = 10;

    /// More groups than this of one axis are numbers that want bands.
    private static final int MOST_NUMBERS = 12;

    private final TableFile table;
    private final RatingRules rules;
    private final Problems problems;
    private final Notes notes;
    private final List<Meaning> meanings = new ArrayList<>();

    /// What the values of a column are.
    private enum Kind {
        NAME,
        ANSWER,
        GROUP
    }

    /// A column, and the spellings met so far: of each key the one that holds.
    private static final class Meaning {
        private final Column column;
        private final Kind kind;
        private final Map<String, String> holds = new HashMap<>();
        private final Map<String, String> meant = new HashMap<>();
        private int kinds;

        Meaning(Column column, Kind kind) {
            this.column = column;
            this.kind = kind;
        }
    }

    private MeantTable(TableFile table, RatingRules rules, Problems problems, Notes notes) {
        this.table = table;
        this.rules = rules;
        this.problems = problems;
        this.notes = notes;
    }

    public static Builder builder(TableFile table, RatingRules rules, Problems problems, Notes notes) {
        return new Builder(new MeantTable(table, rules, problems, notes));
    }

    /// Says which columns hold what.
    public static final class Builder {
        private final MeantTable meant;

        private Builder(MeantTable meant) {
            this.meant = meant;
        }

        public Builder names(@Nullable Column column) {
            return add(column, Kind.NAME, List.of());
        }

        /// @param options the answers as they are to be spelled
        public Builder answers(@Nullable Column column, Collection<String> options) {
            return add(column, Kind.ANSWER, options);
        }

        public Builder groups(@Nullable Column column) {
            return add(column, Kind.GROUP, List.of());
        }

        private Builder add(@Nullable Column column, Kind kind, Collection<String> known) {
            if (column != null) {
                Meaning meaning = new Meaning(column, kind);
                for (String option : known) {
                    meaning.holds.putIfAbsent(meant.key(kind, option), option);
                    meaning.meant.put(option, option);
                }
                meant.meanings.add(meaning);
            }
            return this;
        }

        public TableFile build() {
            return meant;
        }
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Header header() {
        return table.header();
    }

    @Override
    public @Nullable TableRow next() throws FileRefused {
        TableRow row = table.next();
        if (row == null) {
            meanings.forEach(this::noteNumbers);
            return null;
        }
        String[] fields = row.fields().clone();
        for (Meaning meaning : meanings) {
            int place = meaning.column.index();
            fields[place] = value(meaning, fields[place], row.line());
        }
        return new TableRow(row.line(), fields);
    }

    @Override
    public void close() {
        table.close();
    }

    private String value(Meaning meaning, String written, long line) throws FileRefused {
        if (written.isEmpty()) {
            return written;
        }
        String before = meaning.meant.get(written);
        if (before != null && before.equals(written)) {
            return written;
        }
        if (meaning.kind == Kind.NAME) {
            checkName(meaning, written, line);
        } else if (rules.missing().isMissing(written)) {
            if (!Spelling.trimmed(written).isEmpty() && !written.equalsIgnoreCase("nan")) {
                note(
                        meaning,
                        "'" + Sentences.shortened(written) + "' means that there is no data, and is read as missing",
                        line);
            }
            return "";
        }
        return spelled(meaning, written, line);
    }

    private void checkName(Meaning meaning, String written, long line) throws FileRefused {
        if (Numbers.isRounded(written)) {
            problems.add(name(), line, meaning.column.name(), Sentences.rounded(written));
        } else if (Numbers.mayBeRounded(written)) {
            note(
                    meaning,
                    "long numbers that end in zeros, as spreadsheets round them; compare them with the source",
                    line);
        }
    }

    private String spelled(Meaning meaning, String written, long line) {
        String band = meaning.kind == Kind.GROUP ? rules.bands().band(meaning.column.name(), written) : null;
        if (band != null) {
            return band;
        }
        String held = meaning.holds.putIfAbsent(key(meaning.kind, written), written);
        if (held == null || held.equals(written)) {
            meaning.meant.put(written, written);
            return written;
        }
        String alike = "'" + Sentences.shortened(written) + "' differs from '" + Sentences.shortened(held)
                + "' only in how it is written";
        note(meaning, alike + (rules.folds() ? " and is read as the same" : "; --fold makes them one"), line);
        return rules.folds() ? held : written;
    }

    private String key(Kind kind, String written) {
        String number = kind == Kind.ANSWER ? Numbers.key(written) : null;
        return Objects.requireNonNullElseGet(number, () -> Spelling.key(written));
    }

    private void note(Meaning meaning, String what, long line) {
        String kind = "column " + meaning.column.name() + ": " + what;
        if (notes.has(kind) || meaning.kinds < MOST_KINDS) {
            meaning.kinds += notes.has(kind) ? 0 : 1;
            notes.add(kind, line);
        } else {
            notes.add("column " + meaning.column.name() + ": further values of these kinds", line);
        }
    }

    private void noteNumbers(Meaning meaning) {
        String name = meaning.column.name();
        if (meaning.kind == Kind.GROUP
                && !rules.bands().divide(name)
                && meaning.holds.size() > MOST_NUMBERS
                && meaning.holds.values().stream().allMatch(value -> Numbers.read(value) != null)) {
            notes.add(
                    "column " + name + " has " + meaning.holds.size() + " different numbers, each a group of its own; "
                            + "--bands " + name + ":30,50 makes groups of them");
        }
    }
}
