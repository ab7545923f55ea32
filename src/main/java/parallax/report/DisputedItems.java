package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.metric.AnswerDistribution;
import parallax.analytics.metric.Entropy;
import parallax.analytics.metric.PUnsafe;
import parallax.judgment.Counting;
import parallax.judgment.QuestionCounts;
import parallax.store.Sql;
import parallax.study.Population;
import parallax.study.Rubric;
import parallax.study.Study;

/// Items by how much their raters disagree, and how each group answered one of them.
@ApplicationScoped
public class DisputedItems {
    private static final int BEGINNING = 160;

    /// Less than any entropy.
    private static final double BEHIND_ALL = -1;

    private final Sql sql;
    private final Counting counting;
    private final Distributions distributions;

    public DisputedItems(Sql sql, Counting counting, Distributions distributions) {
        this.sql = sql;
        this.counting = counting;
        this.distributions = distributions;
    }

    /// A page of items: the most disputed first, then those without figures, in the study's order.
    ///
    /// @param total how many items the study has
    public record Page(List<ItemDisagreement> items, int total) {}

    public Page page(
            Study study, Rubric.Question question, Distributions.Viewer viewer, boolean mayExport, int from, int size) {
        QuestionCounts counts = counting.of(study, question, null, distributions.cutoff(study, viewer));
        CountTable table = counts.byItem().everyone();
        int least = mayExport ? 1 : study.minGroup;
        List<Integer> rows = mostDisputedFirst(table, least);
        List<Integer> shown = rows.subList(Math.min(from, rows.size()), Math.min(from + size, rows.size()));
        Map<Long, Described> described =
                described(shown.stream().map(counts.itemIds()::get).toList());
        List<ItemDisagreement> items = shown.stream()
                .map(row -> item(counts.itemIds().get(row), row, table, least, described))
                .toList();
        return new Page(items, rows.size());
    }

    private static List<Integer> mostDisputedFirst(CountTable table, int least) {
        List<Integer> rows = new ArrayList<>();
        Map<Integer, Double> entropy = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            rows.add(row);
            if (table.rowTotal(row) >= least) {
                entropy.put(row, Entropy.ofItem(table, row).orThrow());
            }
        }
        rows.sort(Comparator.comparing((Integer row) -> entropy.getOrDefault(row, BEHIND_ALL))
                .reversed()
                .thenComparing(row -> row));
        return rows;
    }

    /// How each group of an axis answered an item. Groups hidden in the study are hidden here; for those
    /// who may not read single judgments so are groups with fewer answers than the threshold, and enough
    /// others that none can be worked out.
    public Distribution ofItem(
            Study study,
            Rubric.Question question,
            Population.@Nullable Axis axis,
            Distributions.Viewer viewer,
            boolean mayExport,
            long itemId) {
        QuestionCounts counts = counting.of(study, question, axis, distributions.cutoff(study, viewer));
        int row = counts.itemIds().indexOf(itemId);
        Set<Integer> hidden = new TreeSet<>(Distributions.hidden(study, counts));
        int groups = counts.byItem().groups().size();
        if (!mayExport) {
            List<Integer> answers = new ArrayList<>();
            for (int g = 0; g < groups; g++) {
                answers.add(hidden.contains(g) ? 0 : counts.byItem().of(g).rowTotal(row));
            }
            hidden.addAll(Suppression.hidden(answers, study.minGroup));
        }
        var shown = new ArrayList<GroupDistribution>();
        CountTable everyone = counts.byItem().everyone();
        boolean everyoneHidden = !mayExport && everyone.rowTotal(row) < study.minGroup;
        shown.add(everyoneHidden ? GroupDistribution.hidden("Everyone") : group("Everyone", everyone, row));
        for (int g = 0; axis != null && g < groups; g++) {
            String name = String.valueOf(counts.byItem().groups().get(g).name());
            CountTable table = counts.byItem().of(g);
            if (hidden.contains(g) || everyoneHidden) {
                shown.add(GroupDistribution.hidden(name));
            } else if (table.rowTotal(row) > 0 || axis.groups().containsValue(name)) {
                shown.add(group(name, table, row));
            }
        }
        return new Distribution(
                question.code(),
                axis == null ? "" : axis.code(),
                "category",
                counts.byItem().options().names(),
                1,
                shown);
    }

    private static GroupDistribution group(String name, CountTable table, int row) {
        return new GroupDistribution(
                name,
                table.raters() == null ? null : Integer.valueOf(table.rowTotal(row)),
                (long) table.rowTotal(row),
                AnswerDistribution.ofItem(table, row),
                PUnsafe.ofItem(table, row),
                false);
    }

    private record Described(String code, String topic, String response) {}

    private Map<Long, Described> described(List<Long> ids) {
        var described = new HashMap<Long, Described>();
        sql.list(
                row -> described.put(
                        row.getLong("id"),
                        new Described(row.getString("code"), row.getString("topic"), row.getString("response"))),
                """
                select i.id, i.code, i.topic, left(t.content, ?) as response
                from item i join lateral (
                    select content from turn where item_id = i.id order by position desc limit 1) t on true
                where i.id = any (?)""",
                BEGINNING,
                ids.stream().mapToLong(Long::longValue).toArray());
        return described;
    }

    private static ItemDisagreement item(
            long id, int row, CountTable table, int least, Map<Long, Described> described) {
        Described item = described.getOrDefault(id, new Described("", "", ""));
        if (table.rowTotal(row) < least) {
            return new ItemDisagreement(id, item.code(), item.topic(), item.response(), null, null, null);
        }
        return new ItemDisagreement(
                id,
                item.code(),
                item.topic(),
                item.response(),
                table.rowTotal(row),
                Entropy.ofItem(table, row),
                PUnsafe.ofItem(table, row));
    }
}
