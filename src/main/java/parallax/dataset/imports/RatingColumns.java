package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.DicesHeaders;
import parallax.dataset.Layout;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.ItemsFile;
import parallax.dataset.file.RatersFile;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;

/// Which column of a ratings file says what.
///
/// @param conversation context, response and whatever else a row says of its item; empty where an items
///     file does
/// @param kept columns that are stored as written and nothing else
record RatingColumns(
        Layout layout,
        Column item,
        @Nullable Column rater,
        JudgmentColumns judgment,
        AnswerColumns answers,
        List<AxisColumn> axes,
        List<Column> conversation,
        List<Column> kept) {

    /// What a row says of its judgment; null where the file has no such column.
    ///
    /// @param key tells judgments of unknown raters on one item apart; null also where the rater does,
    ///     or each
    ///     row is one
    record JudgmentColumns(
            @Nullable Column key,
            @Nullable Column occasion,
            @Nullable Column revision,
            @Nullable Column surplus,
            @Nullable Column submittedAt,
            @Nullable Column activeMs) {}

    /// Where a row's answers are.
    sealed interface AnswerColumns {
        /// One answer per row. A null question column: every row answers the one question of that name.
        record PerRow(
                @Nullable Column question,
                String onlyQuestion,
                Column answer,
                @Nullable Column source,
                @Nullable Column activeMs)
                implements AnswerColumns {}

        /// One column a question.
        record PerColumn(List<Column> questions) implements AnswerColumns {
            public PerColumn {
                questions = List.copyOf(questions);
            }
        }
    }

    /// Demographics: the group as the file has it and, where it says so, the rater's own words.
    record AxisColumn(String axis, Column group, @Nullable Column raw) {}

    static final List<String> RATER = RatersFile.RATER;
    static final List<String> KEY = List.of("judgment", "row_in_item");
    private static final List<String> ANSWER = List.of("answer", "rating", "q_overall");
    private static final String QUESTION_TIME = "question_active_ms";
    private static final String TURNS = "turns";
    private static final List<String> CONVERSATION =
            Stream.concat(Stream.of(TURNS), DicesHeaders.CONVERSATION.stream()).toList();
    private static final Set<String> OWN_MEANING = Set.of("item", "rater", "question", "answer");
    private static final String AXIS_PREFIX = "rater_";

    RatingColumns {
        axes = List.copyOf(axes);
        conversation = List.copyOf(conversation);
        kept = List.copyOf(kept);
    }

    /// The same, but that rows say nothing of their items.
    RatingColumns withoutConversation() {
        return new RatingColumns(layout, item, rater, judgment, answers, axes, List.of(), kept);
    }

    /// The columns of the conversation that are kept as written; its turns are kept as turns.
    List<Column> written() {
        return conversation.stream()
                .filter(column -> !column.name().equals(TURNS))
                .toList();
    }

    /// The column of the item's turns, where there is one.
    Optional<Column> turns() {
        return conversation.stream()
                .filter(column -> column.name().equals(TURNS))
                .findFirst();
    }

    boolean ratersKnown() {
        return rater != null;
    }

    /// What becomes of each of a header's columns, in its order, in words.
    Map<String, String> fates(Header header) {
        Map<String, String> words = new HashMap<>();
        kept.forEach(column -> words.put(column.name(), "kept with the judgment as written"));
        conversation.forEach(column -> words.put(column.name(), "kept with the item as written"));
        words.computeIfPresent("context", (name, any) -> "what was said before the reply");
        words.computeIfPresent("response", (name, any) -> "the reply");
        words.computeIfPresent(TURNS, (name, any) -> "the whole conversation");
        words.computeIfPresent("harm_type", (name, any) -> "the topic");
        words.computeIfPresent("safety_gold", (name, any) -> "the expert's label");
        put(words, item, "the item");
        put(words, rater, "the rater");
        put(words, judgment.key, "which judgment it is");
        put(words, judgment.occasion, "which time the rater judges the item");
        put(words, judgment.revision, "which revision of the judgment it is");
        put(words, judgment.surplus, "whether the judgment was surplus");
        put(words, judgment.submittedAt, "when it was submitted");
        put(words, judgment.activeMs, "how long it took, in milliseconds");
        switch (answers) {
            case AnswerColumns.PerRow row -> {
                put(words, row.question, "the question");
                put(
                        words,
                        row.answer,
                        row.question == null ? "the answer to '" + row.onlyQuestion + "'" : "the answer");
                put(words, row.source, "where the answer comes from");
            }
            case AnswerColumns.PerColumn columns ->
                columns.questions.forEach(question -> put(words, question, "answers to the question of this name"));
        }
        for (AxisColumn axis : axes) {
            put(words, axis.group, "the rater's group on the axis '" + axis.axis + "'");
            put(words, axis.raw, "the rater's own words on the axis '" + axis.axis + "'");
        }
        Map<String, String> fates = new LinkedHashMap<>();
        header.names().forEach(name -> fates.put(name, words.getOrDefault(name, "left out")));
        return fates;
    }

    /// The options that name the columns as they were found; none for a layout that is known by its
    /// header.
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (layout == Layout.LONG && answers instanceof AnswerColumns.PerRow row) {
            put(options, "--item-column", item);
            put(options, "--rater-column", rater);
            put(options, "--question-column", row.question);
            put(options, "--answer-column", row.answer);
            if (!axes.isEmpty()) {
                options.put(
                        "--axes", axes.stream().map(axis -> axis.group.name()).collect(Collectors.joining(",")));
            }
        }
        return options;
    }

    private static void put(Map<String, String> options, String option, @Nullable Column column) {
        if (column != null) {
            options.put(option, column.name());
        }
    }

    private static void put(Map<String, String> words, @Nullable Column column, String meaning) {
        if (column != null) {
            words.put(column.name(), meaning);
        }
    }

    static RatingColumns bind(String file, Header header, ImportRequest request, Problems problems) throws FileRefused {
        Layout layout = request.layout() == null ? recognise(header) : request.layout();
        return layout.isDices() ? bindDices(file, header, layout, problems) : bindLong(file, header, request, problems);
    }

    /// The DICES layout of which the header has the item, the rater and at least half of the question
    /// columns.
    static Layout recognise(Header header) {
        Set<String> names = Set.copyOf(header.names());
        for (Layout layout : List.of(Layout.DICES350, Layout.DICES990)) {
            List<String> questions = layout.questionColumns();
            long present = questions.stream().filter(names::contains).count();
            if (names.contains("item_id") && names.contains("rater_id") && 2 * present >= questions.size()) {
                return layout;
            }
        }
        return Layout.LONG;
    }

    private static RatingColumns bindDices(String file, Header header, Layout layout, Problems problems)
            throws FileRefused {
        for (String name : layout.header()) {
            if (header.find(name).isEmpty()) {
                problems.add(file, 1, name, "the layout " + layout.code() + " needs this column");
            }
        }
        problems.refuseIfAny();
        List<AxisColumn> axes = axesNamed(header, List.of(), Set.of());
        List<Column> questions = columns(header, layout.questionColumns());
        Set<String> used = new HashSet<>(layout.questionColumns());
        used.addAll(List.of("item_id", "rater_id"));
        used.addAll(DicesHeaders.CONVERSATION);
        axes.forEach(axis -> used.add(axis.group.name()));
        return new RatingColumns(
                layout,
                header.find("item_id").orElseThrow(),
                header.find("rater_id").orElseThrow(),
                new JudgmentColumns(
                        null,
                        null,
                        null,
                        null,
                        header.find("answer_timestamp").orElse(null),
                        header.find("answer_time_ms").orElse(null)),
                new AnswerColumns.PerColumn(questions),
                axes,
                columns(header, DicesHeaders.CONVERSATION),
                unused(header, used));
    }

    private static RatingColumns bindLong(String file, Header header, ImportRequest request, Problems problems)
            throws FileRefused {
        ImportRequest.ColumnNames names = request.columns();
        Column item = chosen(file, header, names.item(), ItemsFile.ITEM, problems);
        Column rater = chosen(file, header, names.rater(), RATER, problems);
        Column question = chosen(file, header, names.question(), List.of("question"), problems);
        Column answer = chosen(file, header, names.answer(), ANSWER, problems);
        if (item == null) {
            problems.add(file, 1, null, "no column for the item: " + searched(ItemsFile.ITEM, "--item-column"));
        }
        if (answer == null) {
            String more = rater == null
                            && ItemColumns.NONE.orGuessed(header, List.of()).holdText()
                    ? ". Conversations without answers are put before raters: add them to a draft on its design page, or with"
                            + " ./parallax items add STUDY FILE"
                    : "";
            problems.add(file, 1, null, "no column for the answer: " + searched(ANSWER, "--answer-column") + more);
        }
        for (String axis : request.axes()) {
            if (header.find(axis).isEmpty()) {
                problems.add(file, 1, axis, "there is no such column (named by --axes)");
            }
        }
        problems.refuseIfAny();
        return bindLong(file, header, request, problems, item, rater, question, answer);
    }

    @SuppressWarnings("NullAway") // item and answer were asked for above
    private static RatingColumns bindLong(
            String file,
            Header header,
            ImportRequest request,
            Problems problems,
            @Nullable Column item,
            @Nullable Column rater,
            @Nullable Column question,
            @Nullable Column answer)
            throws FileRefused {
        Column key = rater == null ? header.findAny(KEY).orElse(null) : null;
        Set<String> used = new HashSet<>(List.of("occasion", "revision", "surplus", "source", QUESTION_TIME));
        for (Column column : new Column[] {item, rater, question, answer, key}) {
            if (column != null) {
                used.add(column.name());
            }
        }
        List<AxisColumn> axes = rater == null ? List.of() : axesNamed(header, request.axes(), used);
        List<Column> conversation = request.items() == null ? columns(header, CONVERSATION) : List.of();
        axes.forEach(axis -> used.add(axis.group.name()));
        conversation.forEach(column -> used.add(column.name()));
        List<Column> kept = unused(header, used);
        refuseAmbiguous(file, axes, kept, problems);
        return new RatingColumns(
                Layout.LONG,
                item,
                rater,
                new JudgmentColumns(
                        key,
                        header.find("occasion").orElse(null),
                        header.find("revision").orElse(null),
                        header.find("surplus").orElse(null),
                        header.find("submitted_at")
                                .or(() -> header.find("answer_timestamp"))
                                .orElse(null),
                        header.find("active_ms")
                                .or(() -> header.find("answer_time_ms"))
                                .orElse(null)),
                new AnswerColumns.PerRow(
                        question,
                        questionNamed(answer.name()),
                        answer,
                        header.find("source").orElse(null),
                        header.find(QUESTION_TIME).orElse(null)),
                axes,
                conversation,
                kept);
    }

    /// Names that an export would write twice.
    private static void refuseAmbiguous(String file, List<AxisColumn> axes, List<Column> kept, Problems problems)
            throws FileRefused {
        Set<String> codes = new HashSet<>();
        for (AxisColumn axis : axes) {
            if (!codes.add(axis.axis)) {
                problems.add(file, 1, axis.group.name(), "a second column for the axis '" + axis.axis + "'");
            }
        }
        for (Column column : kept) {
            if (OWN_MEANING.contains(column.name())) {
                problems.add(
                        file,
                        1,
                        column.name(),
                        "this name has a meaning of its own; rename the column or leave it out");
            }
        }
        problems.refuseIfAny();
    }

    private static String questionNamed(String answerColumn) {
        return answerColumn.equals("q_overall") ? "Q_overall" : answerColumn;
    }

    private static @Nullable Column chosen(
            String file, Header header, @Nullable String named, List<String> recognised, Problems problems)
            throws FileRefused {
        if (named == null) {
            return header.findAny(recognised).orElse(null);
        }
        Column column = header.find(named).orElse(null);
        if (column == null) {
            problems.add(file, 1, named, Sentences.noSuchColumn(header));
        }
        return column;
    }

    private static String searched(List<String> names, String option) {
        return "it is recognised as " + String.join(" or ", names) + ", or named by " + option;
    }

    /// Axes are named without the `rater_` before them; the rater's own words for race stand in a column
    /// apart.
    private static List<AxisColumn> axesNamed(Header header, List<String> chosen, Set<String> used) {
        List<AxisColumn> axes = new ArrayList<>();
        for (Column column : header.columns()) {
            String name = column.name();
            boolean named = chosen.isEmpty()
                    ? name.startsWith(AXIS_PREFIX) && !RATER.contains(name) && !DicesHeaders.RAW_RACE.contains(name)
                    : chosen.contains(name);
            if (named && !used.contains(name)) {
                String axis = axisCode(name);
                axes.add(new AxisColumn(
                        axis,
                        column,
                        axis.equals("race")
                                ? header.findAny(DicesHeaders.RAW_RACE).orElse(null)
                                : null));
            }
        }
        return axes;
    }

    private static String axisCode(String column) {
        String bare = column.startsWith(AXIS_PREFIX) ? column.substring(AXIS_PREFIX.length()) : column;
        String code = bare.replaceAll("[^A-Za-z0-9_]", "_");
        return code.matches("[A-Za-z].*") ? code : "axis_" + code;
    }

    private static List<Column> columns(Header header, List<String> names) {
        return names.stream().flatMap(name -> header.find(name).stream()).toList();
    }

    private static List<Column> unused(Header header, Set<String> used) {
        return header.columns().stream()
                .filter(column -> !used.contains(column.name()))
                .toList();
    }
}
