package parallax.release;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// One way in which everything could be, found by filling hidden cells row by row. It is found where whole rows
/// are hidden or shown; whatever it fills is checked against every equation before it is used.
final class Filling {
    private final Unknowns unknowns;
    private final long slack;
    private final long[] point;

    private Filling(Unknowns unknowns, long slack) {
        this.unknowns = unknowns;
        this.slack = slack;
        this.point = new long[unknowns.places.size()];
    }

    /// @param slack by how much a number can have fallen since the release before
    /// @return nothing where filling leads nowhere
    static Optional<long[]> of(Unknowns unknowns, long slack) {
        var filling = new Filling(unknowns, slack);
        for (int release = 0; release < unknowns.tables.size(); release++) {
            filling.fill(release);
        }
        return filling.holds() ? Optional.of(filling.point) : Optional.empty();
    }

    private void fill(int release) {
        ShownTable table = unknowns.tables.get(release);
        long[] column = new long[unknowns.groups];
        for (int group = 0; group < column.length; group++) {
            column[group] = table.hidesColumn(group) ? 0 : table.columns()[group];
        }
        long rows = table.total();
        for (int item = 0; item < unknowns.items; item++) {
            rows -= table.hidesRow(item) ? 0 : table.rows()[item];
            for (int group = 0; group < column.length; group++) {
                column[group] -= table.hidesColumn(group) ? 0 : floor(release, item, group);
            }
        }
        for (int item = 0; item < unknowns.items; item++) {
            long row = table.hidesRow(item) ? rows : table.rows()[item];
            for (int group = 0; group < column.length; group++) {
                row -= floor(release, item, group);
            }
            rows -= fillRow(release, item, Math.max(0, row), column);
        }
        sum(release);
    }

    /// What a cell holds at least: what is shown of it, or what it held in the release before.
    private long floor(int release, int item, int group) {
        int unknown = unknowns.cell(release, item, group);
        if (unknown < 0) {
            return unknowns.tables.get(release).cells()[item][group];
        }
        return release == 0 ? 0 : Math.max(0, value(release - 1, item, group) - slack);
    }

    private long value(int release, int item, int group) {
        int unknown = unknowns.cell(release, item, group);
        return unknown >= 0 ? point[unknown] : unknowns.tables.get(release).cells()[item][group];
    }

    /// @return how many answers of a hidden row were placed
    private long fillRow(int release, int item, long row, long[] column) {
        ShownTable table = unknowns.tables.get(release);
        long left = row;
        int free = -1;
        for (int group = 0; group < column.length; group++) {
            int unknown = unknowns.cell(release, item, group);
            if (unknown < 0) {
                continue;
            }
            point[unknown] = floor(release, item, group);
            if (table.hidesColumn(group)) {
                free = unknown;
            } else {
                long taken = Math.clamp(left, 0, Math.max(0, column[group]));
                point[unknown] += taken;
                column[group] -= taken;
                left -= taken;
            }
        }
        if (free >= 0 && !table.hidesRow(item)) {
            point[free] += left;
            left = 0;
        }
        return table.hidesRow(item) ? row - left : 0;
    }

    private void sum(int release) {
        for (int unknown = 0; unknown < point.length; unknown++) {
            Unknowns.Place place = unknowns.places.get(unknown);
            if (place.release() != release || (!place.isTotal() && !place.isRow())) {
                continue;
            }
            long sum = 0;
            for (int other = 0; other < (place.isRow() ? unknowns.groups : unknowns.items); other++) {
                sum += place.isRow() ? value(release, place.item(), other) : value(release, other, place.group());
            }
            point[unknown] = sum;
        }
    }

    private boolean holds() {
        boolean equal = unknowns.equations.stream().allMatch(equation -> {
            long sum = 0;
            for (Map.Entry<Integer, Integer> term : equation.terms().entrySet()) {
                sum += term.getValue() * point[term.getKey()];
            }
            return sum == equation.total();
        });
        boolean grown = unknowns.growth().stream()
                .allMatch(growth -> (growth.first() >= 0 ? point[growth.first()] : growth.shownFirst()) + slack
                        >= (growth.second() >= 0 ? point[growth.second()] : growth.shownSecond()));
        return equal && grown && Arrays.stream(point).allMatch(n -> n >= 0);
    }
}
