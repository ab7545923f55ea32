package parallax.dataset.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parallax.analytics.analysis.Dataset;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// A file of ratings, each row one answer or the counts of one item, read in one pass. A file that
/// breaks a rule gives nothing but the rules that it breaks.
public final class RatingsFile {
    private final TableFile file;
    private final Problems problems;
    private final Notes notes;
    private final RatingsMapping mapping;
    private final RatingRules rules;
    private final RaterAttributes known;
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

    private RatingsFile(TableFile table, RatingsMapping mapping, RatingRules rules, Problems problems, Notes notes)
            throws FileRefused {
        this.problems = problems;
        this.notes = notes;
        this.mapping = mapping;
        this.rules = rules;
        known = new RaterAttributes(mapping.raters().all());
        mapping.options().names().forEach(name -> optionOf.put(name, optionOf.size()));
        ColumnFinder find = new ColumnFinder(table, problems);
        item = find.column(mapping.item());
        rater = find.columnIfNamed(mapping.rater());
        question = find.columnIfNamed(mapping.question());
        answer = find.columnIfNamed(mapping.answer());
        gold = find.columnIfNamed(mapping.gold());
        counts = find.columns(mapping.counts());
        attributes = find.columns(mapping.raters().all());
        find.refuseIfMissing();
        for (List<String> axis : mapping.raters().axes()) {
            axes.add(find.columns(axis));
        }
        MeantTable.Builder meant = MeantTable.builder(table, rules, problems, notes)
                .names(item)
                .names(rater)
                .answers(answer, mapping.options().names())
                .answers(gold, mapping.options().names());
        attributes.forEach(meant::groups);
        file = meant.build();
    }

    /// One dataset for each question, in the order of the file, how many answers were blank, and what
    /// else is to be said of the file.
    public record Contents(List<Dataset> questions, long blankAnswers, List<String> notes) {}

    public static Contents read(FileSource source, RatingsMapping mapping, RatingRules rules) throws FileRefused {
        Problems problems = new Problems();
        Notes notes = new Notes();
        List<String> rater = mapping.rater() == null ? List.of() : List.of(mapping.rater());
        try (TableFile table = rules.open(source, rater, problems, notes)) {
            RatingsFile ratings = new RatingsFile(table, mapping, rules, problems, notes);
            ratings.noteUnusedRaterColumns();
            for (TableRow row = ratings.file.next(); row != null; row = ratings.file.next()) {
                ratings.take(row);
            }
            ratings.refuseUnknownAnswers();
            List<Dataset> questions = ratings.datasets();
            return new Contents(questions, ratings.blankAnswers, notes.lines());
        }
    }

    /// Somebody who has such columns wants groups, and may not know how to ask for them.
    private void noteUnusedRaterColumns() {
        List<String> describing = file.header().names().stream()
                .filter(name -> name.startsWith("rater_") && !RatersFile.RATER.contains(name))
                .toList();
        if (mapping.raters().all().isEmpty() && mapping.rater() != null && !describing.isEmpty()) {
            notes.add("nothing is compared by group: " + String.join(", ", describing)
                    + " describe raters, and --group-columns names those to compare by");
        }
    }

    private void take(TableRow row) throws FileRefused {
        if (question != null
                && answer != null
                && question.in(row).isEmpty()
                && answer.in(row).isEmpty()) {
            blankAnswers++; // a row of several answers that has none
            return;
        }
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

    private void takeGold(QuestionRows rows, int itemNumber, TableRow row, Column column) throws FileRefused {
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

    private void takeAnswer(QuestionRows rows, int itemNumber, TableRow row, Column column) throws FileRefused {
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
            known.take(row, who, attributes, notes);
        }
        rows.answer(itemNumber, who, option, row.line());
    }

    private void takeCounts(QuestionRows rows, int itemNumber, TableRow row) throws FileRefused {
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
    private List<@Nullable String> groups(TableRow row) {
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
            if (rater == null) {
                datasets.add(rows.counted(asked));
            } else {
                String name = asked == null ? Objects.requireNonNull(mapping.answer()) : asked;
                rows.settle(twice -> laterHolds(name, twice), rules.repeats());
                datasets.add(rows.rated(asked, known));
            }
        }
        problems.refuseIfAny();
        return datasets;
    }

    private boolean laterHolds(String asked, QuestionRows.Twice twice) throws FileRefused {
        if (rules.repeats() == Repeats.ALL) {
            notes.add(Sentences.answeredAgain(asked), twice.laterLine());
            return false;
        }
        if (twice.isSame()) {
            notes.add(Sentences.repeated(asked), twice.laterLine());
            return false;
        }
        switch (rules.repeats()) {
            case REFUSE ->
                problems.add(file.name(), twice.laterLine(), item.name(), Sentences.answeredTwice(asked, twice.line()));
            case FIRST -> notes.add(Sentences.answeredOtherwise(asked, "first"), twice.laterLine());
            case LAST -> notes.add(Sentences.answeredOtherwise(asked, "last"), twice.laterLine());
            case ALL -> {}
        }
        return rules.repeats() == Repeats.LAST;
    }

    private void problem(TableRow row, Column column, String rule) throws FileRefused {
        problems.add(file.name(), row.line(), column.name(), rule);
    }
}
