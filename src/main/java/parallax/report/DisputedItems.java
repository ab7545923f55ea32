package parallax.report;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.metric.Entropy;
import parallax.analytics.metric.PUnsafe;
import parallax.disclosure.Sight;
import parallax.judgment.Counting;
import parallax.judgment.QuestionOptions;
import parallax.release.Release;
import parallax.release.ReleasedCell;
import parallax.release.ReleasedFigures;
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
    private final ReleasedFigures released;
    private final Exclusions exclusions;

    public DisputedItems(Sql sql, Counting counting, ReleasedFigures released, Exclusions exclusions) {
        this.exclusions = exclusions;
        this.sql = sql;
        this.counting = counting;
        this.released = released;
    }

    /// A page of items: the most disputed first, then those without figures, in the study's order.
    ///
    /// @param total how many items the study has
    public record Page(List<ItemDisagreement> items, int total) {}

    /// @param without the exclusion whose raters are left out of figures of this moment; null for none
    public Page page(
            Study study, StoredQuestion question, Sight sight, @Nullable Exclusion without, int from, int size) {
        Counting.ItemCounts items = switch (sight) {
            case Sight.OfNow() -> ofNow(study, question, without);
            case Sight.OfRelease(var release) -> ofRelease(study, question, release);
            case Sight.OfNothing() -> counts(study, question, Map.of());
        };
        CountTable table = items.counts();
        List<Integer> rows = mostDisputedFirst(table);
        List<Integer> shown = rows.subList(Math.min(from, rows.size()), Math.min(from + size, rows.size()));
        Map<Long, Described> described =
                described(shown.stream().map(items.ids()::get).toList());
        List<ItemDisagreement> found = shown.stream()
                .map(row -> item(items.ids().get(row), row, table, described))
                .toList();
        return new Page(found, rows.size());
    }

    private Counting.ItemCounts ofNow(Study study, StoredQuestion question, @Nullable Exclusion without) {
        long upTo = counting.soFar(study.id()).upTo();
        return counting.byItem(study, question, upTo, exclusions.raters(study.id(), without, upTo));
    }

    private Counting.ItemCounts ofRelease(Study study, StoredQuestion question, Release release) {
        Map<String, List<Long>> shown = new HashMap<>();
        for (ReleasedCell cell : released.byItem(release.id(), question.code())) {
            List<Long> counts = cell.counts();
            if (counts != null) {
                shown.put(cell.item(), counts);
            }
        }
        return counts(study, question, shown);
    }

    /// @param shown counts by the item's code; what is not among them has no figures
    private Counting.ItemCounts counts(Study study, StoredQuestion question, Map<String, List<Long>> shown) {
        AnswerOptions options = QuestionOptions.of(question);
        Map<Long, String> codes = new LinkedHashMap<>();
        sql.list(
                row -> codes.put(row.getLong("id"), row.getString("code")),
                "select id, code from item where study_id = :study and source <> 'attention' order by position",
                bind("study", study.id()));
        int[] cells = codes.values().stream()
                .flatMap(code -> shown.getOrDefault(code, Collections.nCopies(options.size(), 0L)).stream())
                .mapToInt(Math::toIntExact)
                .toArray();
        return new Counting.ItemCounts(List.copyOf(codes.keySet()), CountTable.of(options, cells, null));
    }

    private static List<Integer> mostDisputedFirst(CountTable table) {
        List<Integer> rows = new ArrayList<>();
        Map<Integer, Double> entropy = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            rows.add(row);
            if (table.rowTotal(row) > 0) {
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
                    select content from turn where item_id = i.id and speaker <> 'alternative' order by position desc limit 1) t on true
                where i.id = any (:ids)""",
                bind("beginning", BEGINNING),
                bind("ids", ids.stream().mapToLong(Long::longValue).toArray()));
        return described;
    }

    private static ItemDisagreement item(long id, int row, CountTable table, Map<Long, Described> described) {
        Described item = described.getOrDefault(id, new Described("", "", ""));
        if (table.rowTotal(row) == 0) {
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
