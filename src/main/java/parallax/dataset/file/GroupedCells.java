package parallax.dataset.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.RaterGroup;
import parallax.analytics.ResponseCounts;

/// Item × option counts by the groups of one axis, as rows without raters give them.
final class GroupedCells {
    private final List<String> axis;
    private final AnswerOptions options;
    private final TreeMap<String, int[]> cellsOf = new TreeMap<>();

    /// @param axis the columns whose values together name a row's group; none for everybody
    GroupedCells(List<String> axis, AnswerOptions options) {
        this.axis = axis;
        this.options = options;
    }

    /// @param group the group's values joined by a character that sorts first, see [#SEPARATOR]
    void add(String group, int item, int option, int count) {
        int cell = item * options.size() + option;
        int[] cells = cellsOf.computeIfAbsent(group, key -> new int[1024]);
        if (cell >= cells.length) {
            cells = Arrays.copyOf(cells, Math.max(cell + options.size(), cells.length * 2));
            cellsOf.put(group, cells);
        }
        cells[cell] = Math.addExact(cells[cell], count);
    }

    static final String SEPARATOR = "\u0000";

    boolean isEmpty() {
        return cellsOf.isEmpty();
    }

    CountTable everyone(int items) {
        int[] cells = cellsOf.getOrDefault("", new int[0]);
        return CountTable.of(options, Arrays.copyOf(cells, items * options.size()), null);
    }

    ResponseCounts counts(List<String> items) {
        List<RaterGroup> groups = new ArrayList<>();
        List<CountTable> tables = new ArrayList<>();
        cellsOf.forEach((group, cells) -> {
            groups.add(new RaterGroup(axis, List.of(group.split(SEPARATOR, -1))));
            tables.add(CountTable.of(options, Arrays.copyOf(cells, items.size() * options.size()), null));
        });
        return new ResponseCounts(options, items, groups, tables);
    }
}
