package parallax.analytics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Item × group × option frequencies over the groups of one axis, which do not overlap.
///
/// Counts add up: the counts of two parts of a study, from two machines or two weeks, merge into the
/// counts of both.
public final class ResponseCounts {
    private final AnswerOptions options;
    private final List<String> items;
    private final List<RaterGroup> groups;
    private final List<CountTable> tables;

    /// @param tables one item × option table for each group, rows in the order of the items
    public ResponseCounts(AnswerOptions options, List<String> items, List<RaterGroup> groups, List<CountTable> tables) {
        this.options = options;
        this.items = List.copyOf(items);
        this.groups = List.copyOf(groups);
        this.tables = List.copyOf(tables);
        if (groups.size() != tables.size() || groups.isEmpty()) {
            throw new IllegalArgumentException(tables.size() + " tables were given for the groups " + groups);
        }
        CountTable shape = CountTable.owning(options, new int[Math.multiplyExact(items.size(), options.size())], 0);
        tables.forEach(shape::requireSameShape);
    }

    public AnswerOptions options() {
        return options;
    }

    /// The items' names, in row order.
    public List<String> items() {
        return items;
    }

    public List<RaterGroup> groups() {
        return groups;
    }

    /// One group's item × option table.
    public CountTable of(int group) {
        return tables.get(group);
    }

    /// Everyone in any group of the axis.
    public CountTable everyone() {
        return sum(-1);
    }

    /// Everyone in any other group of the axis.
    public CountTable rest(int group) {
        return sum(group);
    }

    /// The same answers read under a policy for Unsure.
    public ResponseCounts under(UnsurePolicy policy) {
        List<CountTable> moved =
                tables.stream().map(table -> table.under(policy)).toList();
        return new ResponseCounts(policy.reduce(options), items, groups, moved);
    }

    /// The counts of both, matching items and groups by name. How many raters there are becomes unknown,
    /// because the same rater may have answered in both parts.
    public ResponseCounts merge(ResponseCounts other) {
        if (!options.names().equals(other.options.names())) {
            throw new IllegalArgumentException(
                    "Options " + options.names() + " and " + other.options.names() + " do not match");
        }
        List<String> allItems = union(items, other.items);
        List<RaterGroup> allGroups = union(groups, other.groups);
        Map<String, Integer> row = positions(allItems);
        Map<RaterGroup, Integer> position = positions(allGroups);
        int[][] cells = new int[allGroups.size()][Math.multiplyExact(allItems.size(), options.size())];
        addInto(cells, row, position);
        other.addInto(cells, row, position);
        List<CountTable> merged = new ArrayList<>();
        for (int[] table : cells) {
            merged.add(CountTable.owning(options, table, null));
        }
        return new ResponseCounts(options, allItems, allGroups, merged);
    }

    private void addInto(int[][] cells, Map<String, Integer> rows, Map<RaterGroup, Integer> positions) {
        for (int group = 0; group < groups.size(); group++) {
            int[] target = cells[positions.getOrDefault(groups.get(group), -1)];
            for (int item = 0; item < items.size(); item++) {
                int first = rows.getOrDefault(items.get(item), -1) * options.size();
                for (int k = 0; k < options.size(); k++) {
                    target[first + k] =
                            Math.addExact(target[first + k], of(group).count(item, k));
                }
            }
        }
    }

    private CountTable sum(int without) {
        @Nullable CountTable sum = null;
        for (int group = 0; group < tables.size(); group++) {
            if (group != without) {
                sum = sum == null ? tables.get(group) : sum.plus(tables.get(group));
            }
        }
        return sum == null ? CountTable.owning(options, new int[items.size() * options.size()], 0) : sum;
    }

    private static <T> List<T> union(List<T> first, List<T> second) {
        LinkedHashSet<T> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static <T> Map<T, Integer> positions(List<T> names) {
        Map<T, Integer> positions = new HashMap<>();
        for (T name : names) {
            positions.put(name, positions.size());
        }
        return positions;
    }
}
