package parallax.report;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analytics.CountTable;
import parallax.analytics.metric.Entropy;
import parallax.analytics.metric.PUnsafe;
import parallax.disclosure.Disclosure;
import parallax.disclosure.ReleasedJudgments;
import parallax.judgment.Counting;
import parallax.store.Sql;
import parallax.study.StoredQuestion;
import parallax.study.Study;

/// Items by how much their raters disagree.
@ApplicationScoped
public class DisputedItems {
    private static final int BEGINNING = 160;

    /// Less than any entropy.
    private static final double BEHIND_ALL = -1;

    private final Sql sql;
    private final Counting counting;
    private final ReleasedJudgments released;
    private final Exclusions exclusions;

    public DisputedItems(Sql sql, Counting counting, ReleasedJudgments released, Exclusions exclusions) {
        this.exclusions = exclusions;
        this.sql = sql;
        this.counting = counting;
        this.released = released;
    }

    /// A page of items: the most disputed first, then those without figures, in the study's order.
    ///
    /// @param total how many items the study has
    public record Page(List<ItemDisagreement> items, int total) {}

    /// @param without the exclusion whose raters are left out, for whoever may read individual judgments; null for
    ///   none
    Page page(
            Study study,
            StoredQuestion question,
            Disclosure disclosure,
            @Nullable Exclusion without,
            int from,
            int size) {
        long upTo = released.of(study, disclosure.audience()).upTo();
        Set<String> out = exclusions.raters(study.id(), without, upTo);
        Counting.ItemCounts items = counting.byItem(study, question, upTo, out);
        CountTable table = items.counts();
        int least = disclosure.leastAnswersOfItem();
        List<Integer> rows = mostDisputedFirst(table, least);
        List<Integer> shown = rows.subList(Math.min(from, rows.size()), Math.min(from + size, rows.size()));
        Map<Long, Described> described =
                described(shown.stream().map(items.ids()::get).toList());
        List<ItemDisagreement> found = shown.stream()
                .map(row -> item(items.ids().get(row), row, table, least, described))
                .toList();
        return new Page(found, rows.size());
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

    private record Described(String code, String topic, String response) {}

    private Map<Long, Described> described(List<Long> ids) {
        var described = new HashMap<Long, Described>();
        sql.list(
                row -> described.put(
                        row.getLong("id"),
                        new Described(row.getString("code"), row.getString("topic"), row.getString("response"))),
                """
                select i.id, i.code, i.topic, left(t.content, :beginning) as response
                from item i join lateral (
                    select content from turn where item_id = i.id order by position desc limit 1) t on true
                where i.id = any (:ids)""",
                bind("beginning", BEGINNING),
                bind("ids", ids.stream().mapToLong(Long::longValue).toArray()));
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
