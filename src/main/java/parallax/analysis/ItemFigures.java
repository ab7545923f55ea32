package parallax.analysis;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.metric.AnswerDistribution;
import parallax.analytics.metric.PUnsafe;
import parallax.judgment.CountedAnswers;
import parallax.judgment.QuestionOptions;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// How each group of an axis answered one question about one item, counted when it is asked.
@ApplicationScoped
public class ItemFigures {
    private final Sql sql;

    public ItemFigures(Sql sql) {
        this.sql = sql;
    }

    /// @param axis how raters are grouped; null for everybody in one group
    /// @param upTo the newest judgment to count, by id
    /// @param out random names of the raters who are left out
    public QuestionFigures of(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            long itemId,
            long upTo,
            Set<String> out) {
        AnswerOptions options = QuestionOptions.of(question);
        Map<String, int[]> byGroup = new LinkedHashMap<>();
        if (axis != null) {
            axis.groups().values().forEach(label -> byGroup.put(label, new int[options.size()]));
        }
        int[] everyone = new int[options.size()];
        for (Cell cell : cells(study, question, axis, itemId, upTo, out)) {
            everyone[cell.option()] += cell.n();
            if (axis != null) {
                byGroup.computeIfAbsent(nameOf(cell.group(), axis), label -> new int[options.size()])[cell.option()] +=
                        cell.n();
            }
        }
        List<GroupFigures> groups = new ArrayList<>();
        byGroup.forEach((label, counts) -> groups.add(figures(label, options, counts, study.ratersKnown())));
        return new QuestionFigures(
                question.code(),
                axis == null ? "" : axis.code(),
                UnsurePolicy.CATEGORY,
                options.names(),
                1,
                figures(GroupFigures.EVERYONE, options, everyone, study.ratersKnown()),
                groups,
                null);
    }

    private record Cell(@Nullable String group, int option, int n) {}

    private List<Cell> cells(
            Study study,
            StoredQuestion question,
            Population.@Nullable Axis axis,
            long itemId,
            long upTo,
            Set<String> out) {
        return sql.list(
                row -> new Cell(row.getString("label"), row.getInt("position"), row.getInt("n")),
                """
                select g.label, w.position, count(*) as n
                from judgment j join %s w on w.study_id = j.study_id and w.judgment_id = j.id
                left join group_membership m on m.participation_id = j.participation_id and m.axis_id = :axis
                left join rater_group g on g.id = m.rater_group_id
                where j.item_id = :item and j.study_id = :study and j.current and j.occasion = 1 and j.id <= :upTo
                    and not exists (select 1 from participation p where p.id = j.participation_id and p.pseudonym = any (:out))
                group by g.label, w.position""".formatted(CountedAnswers.rows(question)),
                bind("ticked", question.ticked()),
                bind("question", question.id()),
                bind("axis", axis == null ? 0L : axis.id()),
                bind("item", itemId),
                bind("study", study.id()),
                bind("upTo", upTo),
                bind("out", out.toArray(String[]::new)));
    }

    private static String nameOf(@Nullable String group, Population.Axis axis) {
        if (group != null) {
            return group;
        }
        boolean taken = axis.groups().containsValue(AnalysisJob.UNDISCLOSED);
        return taken ? AnalysisJob.UNDISCLOSED + " (no group)" : AnalysisJob.UNDISCLOSED;
    }

    /// The figures of one item out of its counts by option.
    ///
    /// @param ratersKnown whether each answer is known to be another rater's
    public static GroupFigures figures(String label, AnswerOptions options, int[] counts, boolean ratersKnown) {
        CountTable table = CountTable.of(options, counts.clone(), ratersKnown ? sum(counts) : null);
        return new GroupFigures(
                label,
                ratersKnown ? sum(counts) : null,
                sum(counts),
                AnswerDistribution.ofItem(table, 0),
                PUnsafe.ofItem(table, 0));
    }

    private static int sum(int[] counts) {
        return java.util.Arrays.stream(counts).sum();
    }
}
