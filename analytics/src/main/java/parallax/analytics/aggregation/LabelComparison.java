package parallax.analytics.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.HardLabel;

/// What choosing one aggregator over another changes, and how either differs from gold labels: the
/// sensitivity of a single truth to the method that makes it.
///
/// A tied label counts as its first option in declared order.
public final class LabelComparison {
    private LabelComparison() {}

    /// The share of items that two aggregators label alike, among those both label. Undefined when there
    /// is none.
    public static Estimate agreement(Aggregation one, Aggregation other) {
        requireSameItems(one, other.items());
        int items = 0;
        int alike = 0;
        for (int item = 0; item < one.items(); item++) {
            Optional<HardLabel> first = one.label(item);
            Optional<HardLabel> second = other.label(item);
            if (first.isPresent() && second.isPresent()) {
                items++;
                alike += first.get().first() == second.get().first() ? 1 : 0;
            }
        }
        return share(alike, items, "share of items labelled alike", "no item is labelled by both");
    }

    /// The items that two aggregators label differently.
    public static List<Integer> flips(Aggregation one, Aggregation other) {
        requireSameItems(one, other.items());
        List<Integer> flips = new ArrayList<>();
        for (int item = 0; item < one.items(); item++) {
            Optional<HardLabel> first = one.label(item);
            Optional<HardLabel> second = other.label(item);
            if (first.isPresent()
                    && second.isPresent()
                    && first.get().first() != second.get().first()) {
                flips.add(item);
            }
        }
        return flips;
    }

    /// The share of items whose label is the gold label, among those with both.
    ///
    /// @param gold each item's gold option, or null where there is none
    public static Estimate agreementWithGold(Aggregation labels, List<@Nullable Integer> gold) {
        int[][] confusion = confusion(labels, gold);
        int items = 0;
        int alike = 0;
        for (int truth = 0; truth < confusion.length; truth++) {
            for (int label = 0; label < confusion.length; label++) {
                items += confusion[truth][label];
                alike += truth == label ? confusion[truth][label] : 0;
            }
        }
        return share(alike, items, "share of items labelled as the gold label", "no labelled item has a gold label");
    }

    /// Items by gold option and label.
    ///
    /// @param gold each item's gold option, or null where there is none
    public static int[][] confusion(Aggregation labels, List<@Nullable Integer> gold) {
        requireSameItems(labels, gold.size());
        int[][] confusion = new int[labels.options().size()][labels.options().size()];
        for (int item = 0; item < gold.size(); item++) {
            Integer truth = gold.get(item);
            Optional<HardLabel> label = labels.label(item);
            if (truth != null && label.isPresent()) {
                confusion[truth][label.get().first()]++;
            }
        }
        return confusion;
    }

    private static Estimate share(int part, int items, String method, String none) {
        return items == 0
                ? Estimate.undefined(none, method, null, 0)
                : Estimate.of((double) part / items, method, null, items);
    }

    private static void requireSameItems(Aggregation labels, int items) {
        if (labels.items() != items) {
            throw new IllegalArgumentException("Labels of " + labels.items() + " items against " + items);
        }
    }
}
