package parallax.judgment;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.ResponseCounts;
import parallax.analytics.UnsurePolicy;

/// One question's answers by item, and by rater, for every group of an axis.
///
/// The last group is of those who belong to no group of the axis; without an axis it is everybody.
///
/// @param itemIds the items, in the row order of the tables
/// @param byRater for each group its rater × option counts, null where raters are unknown
public record QuestionCounts(
        List<Long> itemIds, ResponseCounts byItem, @Nullable List<CountTable> byRater) {
    public static final String UNDISCLOSED = "Undisclosed";

    public QuestionCounts {
        itemIds = List.copyOf(itemIds);
        byRater = byRater == null ? null : List.copyOf(byRater);
    }

    /// Raters of a group who answered; none where raters are unknown.
    public OptionalInt raters(int group) {
        return byRater == null
                ? OptionalInt.empty()
                : OptionalInt.of(byRater.get(group).rowsWithAtLeast(1));
    }

    public @Nullable CountTable byRater(int group) {
        return byRater == null ? null : byRater.get(group);
    }

    /// Everybody's rater × option counts: groups do not overlap, so their rows stand one below the other.
    public @Nullable CountTable everyRater() {
        if (byRater == null) {
            return null;
        }
        int options = byItem.options().size();
        int[] cells = new int[byRater.stream().mapToInt(CountTable::rows).sum() * options];
        int next = 0;
        for (CountTable table : byRater) {
            for (int row = 0; row < table.rows(); row++) {
                for (int k = 0; k < options; k++) {
                    cells[next++] = table.count(row, k);
                }
            }
        }
        return CountTable.of(byItem.options(), cells, next / options);
    }

    public QuestionCounts under(UnsurePolicy policy) {
        return new QuestionCounts(
                itemIds,
                byItem.under(policy),
                byRater == null
                        ? null
                        : byRater.stream().map(t -> t.under(policy)).toList());
    }
}
