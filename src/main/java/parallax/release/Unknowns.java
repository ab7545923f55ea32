package parallax.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is hidden in one table of one or two releases, numbered, with the equations between that and what is
/// shown.
final class Unknowns {
    /// What a hidden number is of.
    ///
    /// @param release its position among those that are attacked together
    /// @param item −1 for a group's total over all items
    /// @param group −1 for everybody on one item
    record Place(int release, int item, int group) {
        boolean isTotal() {
            return item < 0;
        }

        boolean isRow() {
            return group < 0;
        }
    }

    /// @param terms coefficient by unknown
    record Equation(int release, Map<Integer, Integer> terms, long total) {}

    /// First ≥ second − slack, each an unknown or, if that is −1, the number beside it.
    record AtLeast(int first, long shownFirst, int second, long shownSecond) {}

    final List<ShownTable> tables;
    final int items;
    final int groups;
    final List<Place> places = new ArrayList<>();
    final List<Equation> equations = new ArrayList<>();
    private final int[][][] cell;
    private final int[][] column;
    private final int[][] row;

    /// @param tables of the same items and groups, the older release first
    Unknowns(List<ShownTable> tables) {
        this.tables = List.copyOf(tables);
        this.items = tables.getFirst().rows().length;
        this.groups = tables.getFirst().columns().length;
        cell = new int[tables.size()][items][groups];
        column = new int[tables.size()][groups];
        row = new int[tables.size()][items];
        for (int release = 0; release < tables.size(); release++) {
            number(release);
            relate(release);
        }
    }

    private void number(int release) {
        ShownTable table = tables.get(release);
        for (int item = 0; item < items; item++) {
            for (int group = 0; group < groups; group++) {
                cell[release][item][group] = table.hides(item, group) ? next(release, item, group) : -1;
            }
            row[release][item] = table.hidesRow(item) ? next(release, item, -1) : -1;
        }
        for (int group = 0; group < groups; group++) {
            column[release][group] = table.hidesColumn(group) ? next(release, -1, group) : -1;
        }
    }

    private int next(int release, int item, int group) {
        places.add(new Place(release, item, group));
        return places.size() - 1;
    }

    private void relate(int release) {
        ShownTable table = tables.get(release);
        for (int item = 0; item < items; item++) {
            var terms = new LinkedHashMap<Integer, Integer>();
            long known = 0;
            for (int group = 0; group < groups; group++) {
                known += take(terms, cell[release][item][group], table.cells()[item][group]);
            }
            close(release, terms, known, row[release][item], table.rows()[item]);
        }
        for (int group = 0; group < groups; group++) {
            var terms = new LinkedHashMap<Integer, Integer>();
            long known = 0;
            for (int item = 0; item < items; item++) {
                known += take(terms, cell[release][item][group], table.cells()[item][group]);
            }
            close(release, terms, known, column[release][group], table.columns()[group]);
        }
        var terms = new LinkedHashMap<Integer, Integer>();
        long known = 0;
        for (int item = 0; item < items; item++) {
            known += take(terms, row[release][item], table.rows()[item]);
        }
        close(release, terms, known, -1, table.total());
    }

    /// @return what is shown, 0 of an unknown
    private static long take(Map<Integer, Integer> terms, int unknown, long shown) {
        if (unknown >= 0) {
            terms.put(unknown, 1);
            return 0;
        }
        return shown;
    }

    private void close(int release, Map<Integer, Integer> terms, long known, int sum, long shownSum) {
        if (sum >= 0) {
            terms.put(sum, -1);
        }
        if (!terms.isEmpty()) {
            equations.add(new Equation(release, terms, (sum >= 0 ? 0 : shownSum) - known));
        }
    }

    int cell(int release, int item, int group) {
        return cell[release][item][group];
    }

    /// Whatever was counted before is counted still, but for what raters took back or changed.
    List<AtLeast> growth() {
        var growth = new ArrayList<AtLeast>();
        for (int release = 1; release < tables.size(); release++) {
            for (int item = 0; item < items; item++) {
                for (int group = 0; group < groups; group++) {
                    int now = cell[release][item][group];
                    int before = cell[release - 1][item][group];
                    if (now >= 0 || before >= 0) {
                        growth.add(new AtLeast(
                                now,
                                tables.get(release).cells()[item][group],
                                before,
                                tables.get(release - 1).cells()[item][group]));
                    }
                }
            }
        }
        return growth;
    }

    /// Whether a hidden number tells nothing beyond what is shown of many: nobody at all chose the option, or
    /// nobody on that item, or nobody of the group.
    boolean isSaidOfAll(Place place) {
        ShownTable table = tables.get(place.release());
        return table.total() == 0
                || (!place.isTotal() && !table.hidesRow(place.item()) && table.rows()[place.item()] == 0)
                || (!place.isRow() && !table.hidesColumn(place.group()) && table.columns()[place.group()] == 0);
    }
}
