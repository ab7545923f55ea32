package parallax.dataset.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.analysis.Dataset;

/// A CSV of ratings, each row one answer or the counts of one item, read in one pass. A file that breaks a rule
/// gives nothing.
public final class RatingsFile {
    private static final int NONE = -1;

    private final CsvTable table;
    private final RatingsMapping columns;
    private final @Nullable RaterAttributes given;
    private final RaterAttributes own;
    private final Map<String, Integer> optionOf = new HashMap<>();
    private final Map<String, QuestionRows> questions = new LinkedHashMap<>();
    private final int item;
    private final int rater;
    private final int question;
    private final int answer;
    private final int gold;
    private final int[] counts;
    private final int[] attributes;
    private long blankAnswers;

    /// @param given what another file says of the raters, or null when the ratings' own columns do
    private RatingsFile(CsvTable table, RatingsMapping columns, @Nullable RaterAttributes given) {
        this.table = table;
        this.columns = columns;
        this.given = given;
        List<String> inRows = columns.raters().all().stream()
                .filter(column -> given == null || !given.columns().contains(column))
                .toList();
        own = new RaterAttributes(inRows);
        columns.options().names().forEach(name -> optionOf.put(name, optionOf.size()));
        item = table.column(columns.item());
        rater = position(columns.rater());
        question = position(columns.question());
        answer = position(columns.answer());
        gold = position(columns.gold());
        counts = columns.counts().stream().mapToInt(table::column).toArray();
        attributes = inRows.stream().mapToInt(table::column).toArray();
    }

    /// One dataset for each question, in the order of the file, and how many answers were blank.
    public record Contents(List<Dataset> questions, long blankAnswers) {}

    public static Contents read(Path file, RatingsMapping columns, @Nullable RaterAttributes given) {
        try (CsvTable table = CsvTable.open(file)) {
            RatingsFile ratings = new RatingsFile(table, columns, given);
            table.forEachRow(ratings::take);
            return new Contents(ratings.datasets(), ratings.blankAnswers);
        }
    }

    private void take(CsvRecord row) {
        String name = question == NONE ? "" : row.getField(question);
        QuestionRows rows = questions.computeIfAbsent(name, key -> new QuestionRows(columns));
        String itemName = row.getField(item);
        if (itemName.isEmpty()) {
            throw table.rejected("the item is blank");
        }
        int itemNumber = rows.item(itemName);
        if (gold != NONE) {
            takeGold(rows, itemNumber, row.getField(gold));
        }
        if (counts.length > 0) {
            takeCounts(rows, itemNumber, row);
        } else {
            takeAnswer(rows, itemNumber, row);
        }
    }

    private void takeGold(QuestionRows rows, int itemNumber, String label) {
        if (!label.isEmpty() && !optionOf.containsKey(label)) {
            throw table.rejected("the gold label \"" + label + "\" is not one of "
                    + columns.options().names());
        }
        rows.gold(table, itemNumber, label);
    }

    private void takeAnswer(QuestionRows rows, int itemNumber, CsvRecord row) {
        String name = row.getField(answer);
        if (name.isEmpty()) {
            blankAnswers++;
            return;
        }
        Integer option = optionOf.get(name);
        if (option == null) {
            throw table.rejected("the answer \"" + name + "\" is not one of "
                    + columns.options().names());
        }
        if (rater == NONE) {
            rows.count(itemNumber, groups(row), option, 1);
            return;
        }
        String who = row.getField(rater);
        if (who.isEmpty()) {
            throw table.rejected("the rater is blank");
        }
        if (attributes.length > 0) {
            own.put(table, who, values(row));
        }
        rows.answer(itemNumber, who, option, row.getStartingLineNumber());
    }

    private void takeCounts(QuestionRows rows, int itemNumber, CsvRecord row) {
        List<@Nullable String> groups = groups(row);
        for (int k = 0; k < counts.length; k++) {
            String text = row.getField(counts[k]);
            try {
                int count = text.isEmpty() ? 0 : Integer.parseInt(text);
                if (count < 0) {
                    throw table.rejected(
                            "the count " + text + " under " + columns.counts().get(k) + " is below 0");
                }
                rows.count(itemNumber, groups, k, count);
            } catch (NumberFormatException e) {
                throw table.rejected("\"" + text + "\" under "
                        + columns.counts().get(k) + " is not a whole number up to " + Integer.MAX_VALUE);
            } catch (ArithmeticException e) {
                throw table.rejected("the counts of this item add up to more than " + Integer.MAX_VALUE);
            }
        }
    }

    private String[] values(CsvRecord row) {
        String[] values = new String[attributes.length];
        for (int column = 0; column < values.length; column++) {
            values[column] = row.getField(attributes[column]);
        }
        return values;
    }

    /// The row's group on each axis, null where a value is blank.
    private List<@Nullable String> groups(CsvRecord row) {
        if (columns.raters().axes().isEmpty()) {
            return List.of();
        }
        List<@Nullable String> groups = new ArrayList<>();
        List<String> known = columns.raters().all();
        for (List<String> axis : columns.raters().axes()) {
            List<String> values = new ArrayList<>();
            axis.forEach(column -> values.add(row.getField(attributes[known.indexOf(column)])));
            groups.add(values.contains("") ? null : String.join(GroupedCells.SEPARATOR, values));
        }
        return groups;
    }

    private List<Dataset> datasets() {
        if (questions.isEmpty()) {
            throw new RejectedFileException(table.file(), "the file has a header and no rows");
        }
        List<Dataset> datasets = new ArrayList<>();
        questions.forEach((name, rows) -> {
            String asked = question == NONE ? null : name;
            datasets.add(
                    rater == NONE ? rows.counted(asked) : rows.rated(asked, table, given == null ? own : given, own));
        });
        return datasets;
    }

    private int position(@Nullable String column) {
        return column == null ? NONE : table.column(column);
    }
}
