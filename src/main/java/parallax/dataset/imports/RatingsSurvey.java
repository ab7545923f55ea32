package parallax.dataset.imports;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Conversation;
import parallax.dataset.Written;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.file.ItemCatalog;
import parallax.dataset.file.ItemsFile;
import parallax.dataset.file.Repeats;
import parallax.dataset.imports.JudgmentIndex.Place;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.imports.RatingColumns.AnswerColumns;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// The first reading of a ratings file: every rule is checked, every name and answer collected, nothing
/// stored.
final class RatingsSurvey {
    private static final int MOST_OCCASIONS = 10;
    private static final Set<String> SURPLUS = Set.of("true", "false", "");
    private static final int REPORT_EVERY = 5_000;

    private final TableFile file;
    private final RatingColumns columns;
    private final Problems problems;
    private final Notes notes;
    private final Repeats repeats;
    private final ItemCatalog items;
    private final boolean itemsInRows;
    private final RaterDirectory raters;
    private final AnswerSheet answers = new AnswerSheet();
    private final JudgmentIndex judgments = new JudgmentIndex();
    private final Map<String, String> turns = new HashMap<>();
    private final Set<String> rowIds = new HashSet<>();
    private final Set<String> compared = new HashSet<>();
    private final @Nullable Column rowId;
    private long[] lines = new long[1024];
    private int[] keptHashes = new int[1024];
    private int occasions = 1;

    /// @param items the items file's; null where the ratings file describes them
    RatingsSurvey(RatingsTable ratings, @Nullable ItemCatalog items, Repeats repeats, Problems problems, Notes notes) {
        this.file = ratings.file();
        this.columns = ratings.columns();
        this.repeats = repeats;
        this.problems = problems;
        this.notes = notes;
        this.items = items == null ? new ItemCatalog() : items;
        this.itemsInRows = items == null;
        this.raters = new RaterDirectory(columns.axes());
        this.rowId = columns.layout().isDices() ? file.header().find("id").orElse(null) : null;
    }

    void readAll(ImportProgress progress) throws FileRefused {
        long rows = 0;
        for (TableRow row = file.next(); row != null; row = file.next()) {
            read(row);
            if (++rows % REPORT_EVERY == 0) {
                progress.at("reading ratings", rows);
            }
        }
        progress.at("reading ratings", rows);
        if (rows == 0 && problems.isEmpty()) {
            problems.add(file.name(), 0, null, Sentences.NO_ROW);
        } else if (problems.isEmpty() && !answers.questions().isEmpty() && answers.isEmpty()) {
            problems.add(file.name(), 0, null, "no row has an answer");
        }
    }

    RatingColumns columns() {
        return columns;
    }

    ItemCatalog items() {
        return items;
    }

    RaterDirectory raters() {
        return raters;
    }

    AnswerSheet answers() {
        return answers;
    }

    JudgmentIndex judgments() {
        return judgments;
    }

    int occasions() {
        return occasions;
    }

    /// The line on which a judgment begins.
    long line(int judgment) {
        return lines[judgment];
    }

    private void read(TableRow row) throws FileRefused {
        checkRowId(row);
        ImportedItem item = item(row);
        ImportedRater rater = rater(row);
        checkValues(row);
        if (item == null || (rater == null && columns.ratersKnown())) {
            return;
        }
        Place place = new RowPlacing(columns, file.name(), problems).place(row, item, rater, judgments);
        if (place == null) {
            return;
        }
        remember(row, place);
        switch (columns.answers()) {
            case AnswerColumns.PerColumn perColumn -> readAnswers(row, perColumn, place.ordinal());
            case AnswerColumns.PerRow perRow -> readAnswer(row, perRow, place.ordinal());
        }
    }

    private void checkRowId(TableRow row) throws FileRefused {
        if (rowId != null && !rowIds.add(rowId.in(row))) {
            problems.add(file.name(), row.line(), rowId.name(), "the row id '" + rowId.in(row) + "' occurs twice");
        }
    }

    private void checkTime(TableRow row, @Nullable Column active) throws FileRefused {
        if (active != null
                && !Written.isMissing(active.in(row))
                && Written.wholeNumber(active.in(row)).isEmpty()) {
            problems.add(
                    file.name(),
                    row.line(),
                    active.name(),
                    "'" + Sentences.shortened(active.in(row)) + "' is not a whole number of milliseconds");
        }
    }

    private void checkValues(TableRow row) throws FileRefused {
        checkTime(row, columns.judgment().activeMs());
        Column surplus = columns.judgment().surplus();
        if (surplus != null && !SURPLUS.contains(surplus.in(row))) {
            problems.add(
                    file.name(),
                    row.line(),
                    surplus.name(),
                    "'" + Sentences.shortened(surplus.in(row)) + "' is neither true nor false");
        }
        Column submitted = columns.judgment().submittedAt();
        if (submitted != null
                && !Written.isMissing(submitted.in(row))
                && Written.time(submitted.in(row)).isEmpty()) {
            problems.add(
                    file.name(),
                    row.line(),
                    submitted.name(),
                    "'" + Sentences.shortened(submitted.in(row))
                            + "' is not a time (ISO 8601 with offset, or a count since 1970)");
        }
    }

    private @Nullable ImportedItem item(TableRow row) throws FileRefused {
        String code = columns.item().in(row);
        if (!ItemsFile.isCode(file.name(), row, columns.item(), code, problems)) {
            return null;
        }
        ImportedItem known = items.find(code);
        if (!itemsInRows) {
            if (known == null) {
                problems.add(
                        file.name(),
                        row.line(),
                        columns.item().name(),
                        "the item '" + code + "' is not in " + items.where());
            } else if (compared.add(code)) {
                new StoredConversations(columns, file.name(), items.where(), problems).compare(row, known);
            }
            return known;
        }
        if (known == null) {
            return newItem(row, code);
        }
        compare(row, known);
        return known;
    }

    private @Nullable ImportedItem newItem(TableRow row, String code) throws FileRefused {
        Map<String, String> written = RowAttributes.item(columns, row);
        Conversation conversation = ItemsFile.conversation(file.name(), row, written, problems);
        if (conversation == null) {
            return null;
        }
        ImportedItem item = ImportedItem.of(items.size(), code, written, conversation);
        items.add(item);
        columns.turns().ifPresent(column -> turns.put(code, column.in(row)));
        return item;
    }

    private void compare(TableRow row, ImportedItem item) throws FileRefused {
        for (Column column : columns.written()) {
            if (!column.in(row).equals(item.written(column.name()))) {
                differs(row, column, Sentences.differsForItem(item.code()));
            }
        }
        Column column = columns.turns().orElse(null);
        if (column != null && !column.in(row).equals(turns.get(item.code()))) {
            differs(row, column, Sentences.differsForItem(item.code()));
        }
    }

    private @Nullable ImportedRater rater(TableRow row) throws FileRefused {
        Column column = columns.rater();
        if (column == null) {
            return null;
        }
        String name = column.in(row);
        if (name.isBlank()) {
            problems.add(file.name(), row.line(), column.name(), Sentences.EMPTY_RATER);
            return null;
        }
        ImportedRater known = raters.find(name);
        if (known == null) {
            return newRater(row, column, name);
        }
        for (int axis = 0; axis < columns.axes().size(); axis++) {
            Column group = columns.axes().get(axis).group();
            if (!group.in(row).equals(known.groups().get(axis))) {
                notes.add(
                        columns.layout().isDices()
                                ? Sentences.differsAsPublished(group)
                                : Sentences.differsForSomeRater(group.name()),
                        row.line());
            }
        }
        return known;
    }

    private @Nullable ImportedRater newRater(TableRow row, Column column, String name) throws FileRefused {
        if (name.length() > RaterDirectory.LONGEST_NAME) {
            problems.add(
                    file.name(),
                    row.line(),
                    column.name(),
                    "a rater's name has at most " + RaterDirectory.LONGEST_NAME + " characters");
            return null;
        }
        ImportedRater rater = raters.add(name, row);
        for (int axis = 0; axis < columns.axes().size(); axis++) {
            String group = rater.groups().get(axis);
            String raw = rater.raws().get(axis);
            if (Math.max(group.length(), raw == null ? 0 : raw.length()) > RaterDirectory.LONGEST_RAW) {
                problems.add(
                        file.name(),
                        row.line(),
                        columns.axes().get(axis).group().name(),
                        "a self-description has at most " + RaterDirectory.LONGEST_RAW + " characters");
            } else if (group.equals("*")) {
                problems.add(
                        file.name(),
                        row.line(),
                        columns.axes().get(axis).group().name(),
                        "a group cannot be called '*'");
            }
        }
        return rater;
    }

    /// Public files are taken as published; a row that contradicts an earlier one keeps its own words.
    /// Elsewhere it is a mistake.
    private void differs(TableRow row, Column column, String rule) throws FileRefused {
        if (columns.layout().isDices()) {
            notes.add(Sentences.differsAsPublished(column), row.line());
        } else {
            problems.add(file.name(), row.line(), column.name(), rule);
        }
    }

    private void remember(TableRow row, Place place) throws FileRefused {
        occasions = Math.max(occasions, place.occasion());
        if (place.occasion() > MOST_OCCASIONS) {
            problems.add(
                    file.name(),
                    row.line(),
                    columns.item().name(),
                    "the rater judges this item more than " + MOST_OCCASIONS + " times");
        } else if (place.begins() && place.occasion() > 1 && columns.judgment().occasion() == null) {
            notes.add("the rater had judged this item before; kept as a further occasion", row.line());
        }
        int kept = RowAttributes.hash(columns, row);
        if (place.begins()) {
            if (place.ordinal() == lines.length) {
                lines = Arrays.copyOf(lines, 2 * lines.length);
                keptHashes = Arrays.copyOf(keptHashes, lines.length);
            }
            lines[place.ordinal()] = row.line();
            keptHashes[place.ordinal()] = kept;
        } else if (keptHashes[place.ordinal()] != kept) {
            problems.add(
                    file.name(),
                    row.line(),
                    null,
                    "the rows of one judgment must agree in every column but question and answer; see line "
                            + lines[place.ordinal()]);
        }
    }

    private void readAnswers(TableRow row, AnswerColumns.PerColumn perColumn, int judgment) throws FileRefused {
        for (Column column : perColumn.questions()) {
            AnswerSheet.Sheet sheet = answers.question(column.name());
            String value = column.in(row);
            if (!Written.isMissing(value)) {
                put(row, column, sheet, judgment, value);
            }
        }
    }

    private void readAnswer(TableRow row, AnswerColumns.PerRow perRow, int judgment) throws FileRefused {
        String code = perRow.question() == null
                ? perRow.onlyQuestion()
                : perRow.question().in(row);
        String value = perRow.answer().in(row);
        if (code.isEmpty() && value.isEmpty()) {
            return; // a judgment without answers
        }
        if (code.isBlank() || code.length() > 300) {
            Column column = perRow.question() == null ? perRow.answer() : perRow.question();
            problems.add(file.name(), row.line(), column.name(), "a question's code has 1 to 300 characters");
            return;
        }
        AnswerSheet.Sheet sheet = answers.question(code);
        if (!sheet.isEmpty(judgment) && !holdsInstead(row, sheet, judgment, value)) {
            return;
        }
        if (perRow.source() != null && perRow.source().in(row).equals("not_asked") && value.isEmpty()) {
            answers.notAsked(sheet, judgment);
        } else {
            put(row, perRow.answer(), sheet, judgment, value);
            time(row, perRow.activeMs(), sheet, judgment);
        }
    }

    private void time(TableRow row, @Nullable Column column, AnswerSheet.Sheet sheet, int judgment) throws FileRefused {
        checkTime(row, column);
        if (column != null) {
            Written.wholeNumber(column.in(row)).ifPresent(ms -> sheet.took(judgment, ms));
        }
    }

    /// Whether an answer takes the place of an earlier one to the same question.
    private boolean holdsInstead(TableRow row, AnswerSheet.Sheet sheet, int judgment, String value) throws FileRefused {
        if (value.isEmpty() || value.equals(sheet.answer(judgment))) {
            notes.add(Sentences.repeated(sheet.code()), row.line());
            return false;
        }
        switch (repeats) {
            case REFUSE ->
                problems.add(
                        file.name(),
                        row.line(),
                        columns.item().name(),
                        Sentences.answeredTwice(sheet.code(), lines[judgment]));
            case FIRST -> notes.add(Sentences.answeredOtherwise(sheet.code(), "first"), row.line());
            case LAST -> notes.add(Sentences.answeredOtherwise(sheet.code(), "last"), row.line());
            case ALL -> throw new IllegalStateException("the command refuses it");
        }
        return repeats == Repeats.LAST;
    }

    private void put(TableRow row, Column column, AnswerSheet.Sheet sheet, int judgment, String value)
            throws FileRefused {
        if (value.isBlank()) {
            notes.add("empty answer to '" + sheet.code() + "', so there is none", row.line());
        } else if (!answers.answer(sheet, judgment, value, row.line())) {
            problems.add(
                    file.name(),
                    row.line(),
                    column.name(),
                    "more than " + AnswerSheet.MOST_OPTIONS + " different answers to '" + sheet.code()
                            + "'; only single choice can be imported");
            throw problems.stop();
        }
    }
}
