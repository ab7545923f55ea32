package parallax.dataset.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;

/// A table whose rows hold several answers, as one with one answer per row: its other columns, and
/// `question` or `rater` and `answer`. A row without any answer stays, with an empty question and
/// answer.
final class WideTable implements TableFile {
    private static final String SEPARATORS = ".:_-/ =";

    private final TableFile table;
    private final Problems problems;
    private final Header header;
    private final List<Column> others;
    private final List<Answered> answered;
    private final Deque<TableRow> ahead = new ArrayDeque<>();

    /// Where one answer of a row is, and the name of the question or the rater that stands beside it.
    private sealed interface Answered {
        /// A column that holds the answer.
        record InColumn(String name, Column column) implements Answered {}

        /// Columns of which the one that holds 1 names the answer.
        record AmongColumns(String name, Map<String, Column> options) implements Answered {}
    }

    private WideTable(TableFile table, String added, List<Answered> answered, Problems problems) throws FileRefused {
        this.table = table;
        this.problems = problems;
        this.answered = answered;
        Set<Column> used = new HashSet<>();
        answered.forEach(answer -> {
            switch (answer) {
                case Answered.InColumn one -> used.add(one.column());
                case Answered.AmongColumns several ->
                    used.addAll(several.options().values());
            }
        });
        others = table.header().columns().stream()
                .filter(column -> !used.contains(column))
                .toList();
        List<String> names = new ArrayList<>(others.stream().map(Column::name).toList());
        for (String name : List.of(added, Wide.ANSWER)) {
            if (names.contains(name)) {
                throw problems.fatal(
                        table.name(),
                        1,
                        name,
                        "the answers are spread over columns, so this name is needed for them; rename the column");
            }
            names.add(name);
        }
        header = new Header(names);
    }

    static TableFile of(TableFile table, Wide shape, Problems problems) throws FileRefused {
        return switch (shape) {
            case Wide.No no -> table;
            case Wide.Questions questions ->
                new WideTable(table, Wide.QUESTION, inColumns(table, questions.columns(), problems), problems);
            case Wide.Raters raters ->
                new WideTable(table, Wide.RATER, inColumns(table, raters.columns(), problems), problems);
            case Wide.OneHot oneHot ->
                new WideTable(table, Wide.QUESTION, oneHot(table, oneHot.questions(), problems), problems);
        };
    }

    private static List<Answered> inColumns(TableFile table, List<String> names, Problems problems) throws FileRefused {
        List<Answered> answered = new ArrayList<>();
        ColumnFinder find = new ColumnFinder(table, problems);
        for (String name : names) {
            answered.add(new Answered.InColumn(name, find.column(name)));
        }
        problems.refuseIfAny();
        return answered;
    }

    private static List<Answered> oneHot(TableFile table, List<String> questions, Problems problems)
            throws FileRefused {
        List<Answered> answered = new ArrayList<>();
        for (String question : questions) {
            Map<String, Column> options = new LinkedHashMap<>();
            for (Column column : table.header().columns()) {
                String option = optionOf(question, column.name());
                if (!option.isEmpty()) {
                    options.put(option, column);
                }
            }
            if (options.size() < 2) {
                problems.add(
                        table.name(),
                        1,
                        question,
                        "fewer than two columns begin with this name and a separator; the header has: "
                                + String.join(", ", table.header().names()));
            }
            answered.add(new Answered.AmongColumns(question, options));
        }
        problems.refuseIfAny();
        return answered;
    }

    /// What follows the question's name and what separates it; empty where the column is not one of its
    /// options.
    private static String optionOf(String question, String column) {
        if (!column.startsWith(question)) {
            return "";
        }
        int from = question.length();
        boolean divided = from > 0 && SEPARATORS.indexOf(question.charAt(from - 1)) >= 0;
        int begin = from;
        while (begin < column.length() && SEPARATORS.indexOf(column.charAt(begin)) >= 0) {
            if (column.charAt(begin) == '-' && begin > from) {
                break; // the sign of a number
            }
            begin++;
        }
        return begin > from || divided ? column.substring(begin) : "";
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
        while (ahead.isEmpty()) {
            TableRow row = table.next();
            if (row == null) {
                return null;
            }
            spread(row);
        }
        return ahead.removeFirst();
    }

    @Override
    public void close() {
        table.close();
    }

    private void spread(TableRow row) throws FileRefused {
        for (Answered answer : answered) {
            switch (answer) {
                case Answered.InColumn one -> {
                    String value = one.column().in(row);
                    if (!value.isBlank()) {
                        ahead.addLast(row(row, one.name(), value));
                    }
                }
                case Answered.AmongColumns several -> chosen(row, several);
            }
        }
        if (ahead.isEmpty()) {
            ahead.addLast(row(row, "", ""));
        }
    }

    /// One row for the option that holds 1; several are a problem, and none is a missing answer.
    private void chosen(TableRow row, Answered.AmongColumns several) throws FileRefused {
        List<String> chosen = new ArrayList<>();
        for (Map.Entry<String, Column> option : several.options().entrySet()) {
            String value = option.getValue().in(row).strip();
            if (!value.isEmpty() && !isNo(value)) {
                chosen.add(option.getKey());
                if (!isYes(value)) {
                    problems.add(
                            name(),
                            row.line(),
                            option.getValue().name(),
                            "'" + Sentences.shortened(value) + "' is neither 1 nor 0");
                }
            }
        }
        if (chosen.size() > 1) {
            problems.add(
                    name(),
                    row.line(),
                    several.name(),
                    "several options are marked (" + String.join(", ", chosen)
                            + "); where that is meant, read each column as a question with --answer-columns");
        } else if (chosen.size() == 1) {
            ahead.addLast(row(row, several.name(), chosen.getFirst()));
        }
    }

    private static boolean isYes(String value) {
        return value.equals("1") || value.equals("1.0") || value.equalsIgnoreCase("true");
    }

    private static boolean isNo(String value) {
        return value.equals("0")
                || value.equals("0.0")
                || value.equalsIgnoreCase("false")
                || value.equalsIgnoreCase("nan");
    }

    private TableRow row(TableRow row, String name, String answer) {
        String[] fields = new String[header.size()];
        for (int index = 0; index < others.size(); index++) {
            fields[index] = others.get(index).in(row);
        }
        fields[others.size()] = name;
        fields[others.size() + 1] = answer;
        return new TableRow(row.line(), fields);
    }
}
