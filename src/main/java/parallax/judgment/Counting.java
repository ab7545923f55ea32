package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.RaterGroup;
import parallax.analytics.ResponseCounts;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Rubric;
import parallax.study.Study;

/// Takes counts from judgments: one GROUP BY gives item × group × option, one more rater × option.
@ApplicationScoped
public class Counting {
    /// Counts everything.
    public static final long NO_CUTOFF = Long.MAX_VALUE;

    private final Sql sql;

    public Counting(Sql sql) {
        this.sql = sql;
    }

    /// @param axis how raters are grouped; null for everybody in one group
    /// @param upTo the newest judgment to count, by id
    public QuestionCounts of(Study study, Rubric.Question question, Population.@Nullable Axis axis, long upTo) {
        AnswerOptions options = options(question);
        List<Long> groupIds =
                axis == null ? List.of() : List.copyOf(axis.groups().keySet());
        Map<Long, Integer> groupOf = positions(groupIds);
        List<Long> items = sql.list(
                row -> row.getLong(1),
                "select id from item where study_id = :study order by position",
                bind("study", study.id));
        Map<Long, Integer> itemOf = positions(items);
        int groups = groupIds.size() + 1;
        Map<Integer, Integer> optionOf = optionPositions(question);

        int[][] byItem = new int[groups][items.size() * options.size()];
        for (Cell cell : cells("j.item_id", study, question, axis, upTo)) {
            int row = itemOf.getOrDefault(cell.row(), -1);
            int option = optionOf.getOrDefault(cell.option(), -1);
            byItem[groupOf.getOrDefault(cell.group(), groups - 1)][row * options.size() + option] += cell.n();
        }
        List<CountTable> byRater = study.ratersKnown
                ? byRater(cells("j.participation_id", study, question, axis, upTo), groupOf, optionOf, options, groups)
                : null;
        var tables = new ArrayList<CountTable>();
        for (int g = 0; g < groups; g++) {
            tables.add(CountTable.of(
                    options,
                    byItem[g],
                    byRater == null ? null : Integer.valueOf(byRater.get(g).rows())));
        }
        List<String> names = items.stream().map(String::valueOf).toList();
        return new QuestionCounts(items, new ResponseCounts(options, names, groups(axis), tables), byRater);
    }

    /// Declared options of a question, as metrics read them: No, Unsure, Yes in the rubric's order.
    public static AnswerOptions options(Rubric.Question question) {
        List<String> names =
                question.options().stream().map(Rubric.Option::label).toList();
        Set<String> unsafe = question.options().stream()
                .filter(o -> o.reading() == Rubric.Reading.UNSAFE)
                .map(Rubric.Option::label)
                .collect(Collectors.toSet());
        String unsure = question.reading(Rubric.Reading.UNSURE)
                .map(Rubric.Option::label)
                .orElse(null);
        return AnswerOptions.of(names.toArray(String[]::new))
                .withUnsafe(unsafe.toArray(String[]::new))
                .withUnsure(unsure);
    }

    private record Cell(long row, long group, int option, int n) {}

    private List<Cell> cells(
            String row, Study study, Rubric.Question question, Population.@Nullable Axis axis, long upTo) {
        return sql.list(
                found -> new Cell(found.getLong(1), found.getLong(2), found.getInt(3), found.getInt(4)),
                """
                select %s, coalesce(m.rater_group_id, 0), w.position, count(*)
                from answer w
                join judgment j on j.id = w.judgment_id and j.current and j.study_id = :study and j.id <= :up_to
                left join group_membership m on m.participation_id = j.participation_id and m.axis_id = :axis
                where w.question_id = :question and w.position is not null
                group by 1, 2, 3""".formatted(row),
                bind("study", study.id),
                bind("up_to", upTo),
                bind("axis", axis == null ? 0L : axis.id()),
                bind("question", question.id()));
    }

    private static List<CountTable> byRater(
            List<Cell> cells,
            Map<Long, Integer> groupOf,
            Map<Integer, Integer> optionOf,
            AnswerOptions options,
            int groups) {
        List<Map<Long, int[]>> rows = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            rows.add(new HashMap<>());
        }
        for (Cell cell : cells) {
            int group = groupOf.getOrDefault(cell.group(), groups - 1);
            int[] counts = rows.get(group).computeIfAbsent(cell.row(), rater -> new int[options.size()]);
            counts[optionOf.getOrDefault(cell.option(), -1)] += cell.n();
        }
        return rows.stream().map(table -> table(options, table)).toList();
    }

    private static CountTable table(AnswerOptions options, Map<Long, int[]> rows) {
        int[] cells = new int[rows.size() * options.size()];
        int next = 0;
        for (int[] counts : rows.values()) {
            for (int n : counts) {
                cells[next++] = n;
            }
        }
        return CountTable.of(options, cells, rows.size());
    }

    private static List<RaterGroup> groups(Population.@Nullable Axis axis) {
        if (axis == null) {
            return List.of(RaterGroup.EVERYONE);
        }
        var groups = new ArrayList<RaterGroup>();
        var used = new HashSet<String>();
        axis.groups().values().forEach(label -> {
            used.add(label);
            groups.add(RaterGroup.of(axis.code(), label));
        });
        String nobodys = used.contains(QuestionCounts.UNDISCLOSED)
                ? QuestionCounts.UNDISCLOSED + " (no group)"
                : QuestionCounts.UNDISCLOSED;
        groups.add(RaterGroup.of(axis.code(), nobodys));
        return groups;
    }

    private static Map<Integer, Integer> optionPositions(Rubric.Question question) {
        var positions = new HashMap<Integer, Integer>();
        question.options().forEach(o -> positions.put(o.position(), positions.size()));
        return positions;
    }

    private static Map<Long, Integer> positions(List<Long> ids) {
        var positions = new HashMap<Long, Integer>();
        ids.forEach(id -> positions.put(id, positions.size()));
        return positions;
    }
}
