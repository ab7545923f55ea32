package parallax.dataset.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parallax.analytics.DuplicateAnswerException;
import parallax.analytics.analysis.Dataset;
import parallax.dataset.file.Header.Column;

/// A CSV of ratings, each row one answer or the counts of one item, read in one pass. A file that breaks a rule
/// gives nothing but the rules that it breaks.
public final class RatingsFile {
    private final CsvFile file;
    private final Problems problems;
    private final RatingsMapping mapping;
    private final @Nullable RaterAttributes given;
    private final RaterAttributes own;
    private final Map<String, Integer> optionOf = new HashMap<>();
    private final Map<String, QuestionRows> questions = new LinkedHashMap<>();
    private final Map<String, UnknownAnswer> unknownAnswers = new LinkedHashMap<>();
    private final Column item;
    private final @Nullable Column rater;
    private final @Nullable Column question;
    private final @Nullable Column answer;
    private final @Nullable Column gold;
    private final List<Column> counts;
    private final List<Column> attributes;
    private final List<List<Column>> axes = new ArrayList<>();
    private long blankAnswers;

    /// An answer that is not one of the options: where it first is, and how often.
    private static final class UnknownAnswer {
        private final long firstLine;
        private long times;

        UnknownAnswer(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    /// @param given what another file says of the raters, or null when the ratings' own columns do
    private RatingsFile(CsvFile file, RatingsMapping mapping, @Nullable RaterAttributes given, Problems problems)
            throws FileRefused {
        this.file = file;
        this.problems = problems;
        this.mapping = mapping;
        this.given = given;
        List<String> inRows = mapping.raters().all().stream()
                .filter(column -> given == null || !given.columns().contains(column))
                .toList();
        own = new RaterAttributes(inRows);
        mapping.options().names().forEach(name -> optionOf.put(name, optionOf.size()));
        ColumnFinder find = new ColumnFinder(file, problems);
        item = find.column(mapping.item());
        rater = find.columnIfNamed(mapping.rater());
        question = find.columnIfNamed(mapping.question());
        answer = find.columnIfNamed(mapping.answer());
        gold = find.columnIfNamed(mapping.gold());
        counts = find.columns(mapping.counts());
        attributes = find.columns(inRows);
        find.refuseIfMissing();
        for (List<String> axis : given == null ? mapping.raters().axes() : List.<List<String>>of()) {
            axes.add(find.columns(axis));
        }
    }

    /// One dataset for each question, in the order of the file, and how many answers were blank.
    public record Contents(List<Dataset> questions, long blankAnswers) {}

    /// @param given what another file says of the raters, or null when the ratings' own columns do
    public static Contents read(FileSource source, RatingsMapping mapping, @Nullable RaterAttributes given)
            throws FileRefused {
        Problems problems = new Problems();
        try (CsvFile file = open(source, problems)) {
            RatingsFile ratings = new RatingsFile(file, mapping, given, problems);
            for (CsvRow row = file.next(); row != null; row = file.next()) {
                ratings.take(row);
            }
            ratings.refuseUnknownAnswers();
            return new Contents(ratings.datasets(), ratings.blankAnswers);
        }
    }

    /// Columns without a name stand in many files, where a data frame wrote its index; nobody asks for them here.
    static CsvFile open(FileSource source, Problems problems) throws FileRefused {
        return CsvFile.open(source, CsvFile.NamelessColumns.PASSED_OVER, problems);
    }

    private void take(CsvRow row) throws FileRefused {
        String itemName = item.in(row);
        if (itemName.isEmpty()) {
            problem(row, item, Sentences.EMPTY_ITEM);
            return;
        }
        QuestionRows rows = questions.computeIfAbsent(
                question == null ? "" : question.in(row), unseen -> new QuestionRows(mapping));
        int itemNumber = rows.item(itemName);
        if (gold != null) {
            takeGold(rows, itemNumber, row, gold);
        }
        if (answer == null) {
            takeCounts(rows, itemNumber, row);
        } else {
            takeAnswer(rows, itemNumber, row, answer);
        }
    }

    private void takeGold(QuestionRows rows, int itemNumber, CsvRow row, Column column) throws FileRefused {
        String label = column.in(row);
        String itemName = item.in(row);
        if (!label.isEmpty() && !optionOf.containsKey(label)) {
            problem(
                    row,
                    column,
                    Sentences.labelNotAnOption(
                            itemName, label, mapping.options().names()));
        } else if (!rows.gold(itemNumber, label)) {
            problem(row, column, Sentences.differsForItem(itemName));
        }
    }

    private void takeAnswer(QuestionRows rows, int itemNumber, CsvRow row, Column column) throws FileRefused {
        String name = column.in(row);
        if (name.isEmpty()) {
            blankAnswers++;
            return;
        }
        Integer option = optionOf.get(name);
        if (option == null) {
            unknownAnswers.computeIfAbsent(name, unseen -> new UnknownAnswer(row.line())).times++;
            return;
        }
        if (rater == null) {
            rows.count(itemNumber, groups(row), option, 1);
            return;
        }
        String who = rater.in(row);
        if (who.isEmpty()) {
            problem(row, rater, Sentences.EMPTY_RATER);
            return;
        }
        if (!attributes.isEmpty()) {
            own.take(file, row, who, attributes, problems);
        }
        rows.answer(itemNumber, who, option, row.line());
    }

    private void takeCounts(QuestionRows rows, int itemNumber, CsvRow row) throws FileRefused {
        List<@Nullable String> groups = groups(row);
        for (int k = 0; k < counts.size(); k++) {
            String text = counts.get(k).in(row);
            OptionalInt count = count(text);
            if (count.isEmpty()) {
                problem(row, counts.get(k), Sentences.notAWholeNumber(text, 0, Integer.MAX_VALUE));
            } else {
                try {
                    rows.count(itemNumber, groups, k, count.getAsInt());
                } catch (ArithmeticException tooMany) {
                    problem(row, counts.get(k), "the counts of this item add up to more than " + Integer.MAX_VALUE);
                }
            }
        }
    }

    /// A count as written, 0 for a blank; empty where it is not one.
    private static OptionalInt count(String text) {
        try {
            int count = text.isEmpty() ? 0 : Integer.parseInt(text);
            return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /// The row's group on each axis, null where a value is blank.
    private List<@Nullable String> groups(CsvRow row) {
        List<@Nullable String> groups = new ArrayList<>(axes.size());
        for (List<Column> axis : axes) {
            List<String> values = axis.stream().map(column -> column.in(row)).toList();
            groups.add(values.contains("") ? null : String.join(GroupedCells.SEPARATOR, values));
        }
        return groups;
    }

    private void refuseUnknownAnswers() throws FileRefused {
        for (Map.Entry<String, UnknownAnswer> unknown : unknownAnswers.entrySet()) {
            problems.add(
                    file.name(),
                    unknown.getValue().firstLine,
                    mapping.answer(),
                    Sentences.notAnOption(
                            unknown.getKey(),
                            unknown.getValue().times,
                            mapping.options().names()));
        }
        if (questions.isEmpty() && problems.isEmpty()) {
            problems.add(file.name(), 0, null, Sentences.NO_ROW);
        }
        problems.refuseIfAny();
    }

    private List<Dataset> datasets() throws FileRefused {
        List<Dataset> datasets = new ArrayList<>();
        for (Map.Entry<String, QuestionRows> entry : questions.entrySet()) {
            String asked = question == null ? null : entry.getKey();
            QuestionRows rows = entry.getValue();
            try {
                datasets.add(rater == null ? rows.counted(asked) : rows.rated(asked, given == null ? own : given, own));
            } catch (DuplicateAnswerException twice) {
                String name = asked == null ? Objects.requireNonNull(mapping.answer()) : asked;
                problems.add(
                        file.name(),
                        rows.line(twice.answer()),
                        item.name(),
                        Sentences.answeredTwice(name, rows.line(twice.earlierAnswer())));
            }
        }
        problems.refuseIfAny();
        return datasets;
    }

    private void problem(CsvRow row, Column column, String rule) throws FileRefused {
        problems.add(file.name(), row.line(), column.name(), rule);
    }
}
