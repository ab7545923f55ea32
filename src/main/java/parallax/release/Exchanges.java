package parallax.release;

import java.util.ArrayList;
import java.util.List;

/// Other ways in which everything could be, made from one by moving answers about between hidden cells so that
/// all that is shown stays as it is. Each is a proof that what it changes cannot be told; where it finds none,
/// nothing is said.
///
/// @see <a href="https://doi.org/10.1137/0217053">Gusfield 1988, A graph theoretic approach to statistical data
///     security: a hidden cell is safe where it lies on such a cycle</a>
final class Exchanges {
    private final Unknowns unknowns;
    private final long[] point;
    private final long slack;
    private final List<List<Integer>> together = new ArrayList<>();

    /// @param point one way in which everything could be
    Exchanges(Unknowns unknowns, long[] point, long slack) {
        this.unknowns = unknowns;
        this.point = point;
        this.slack = slack;
        for (int release = 0; release < unknowns.tables.size(); release++) {
            together.add(List.of(release));
        }
        if (unknowns.tables.size() > 1) {
            together.add(List.of(0, 1));
        }
    }

    /// By how much a hidden number can differ at least.
    long width(Unknowns.Place place) {
        if (place.isTotal()) {
            return widthOfTotal(place);
        }
        return place.isRow() ? widthOfRow(place) : widthOfCell(place);
    }

    private long widthOfCell(Unknowns.Place place) {
        for (List<Integer> releases : together) {
            if (releases.contains(place.release())) {
                for (int sign : new int[] {1, -1}) {
                    if (cellMoves(releases, place.item(), place.group(), sign)) {
                        return 1;
                    }
                }
            }
        }
        return 0;
    }

    private boolean cellMoves(List<Integer> releases, int item, int group, int sign) {
        for (int other = 0; other < unknowns.groups; other++) {
            if (other == group || !allowed(releases, item, group, sign) || !allowed(releases, item, other, -sign)) {
                continue;
            }
            if (hidesColumns(releases, group, other)) {
                return true;
            }
            for (int row = 0; row < unknowns.items; row++) {
                if (row != item && allowed(releases, row, other, sign) && closes(releases, row, group, other, -sign)) {
                    return true;
                }
            }
        }
        return hidesRows(releases, item) && movesBetweenRows(releases, item, group, sign);
    }

    /// Whether another row can make up for the group: by the group itself or, where its total is hidden, by any
    /// whose total is hidden too.
    private boolean closes(List<Integer> releases, int row, int group, int other, int change) {
        if (allowed(releases, row, group, change)) {
            return true;
        }
        for (int free = 0; free < unknowns.groups; free++) {
            if (free != other && hidesColumns(releases, group, free) && allowed(releases, row, free, change)) {
                return true;
            }
        }
        return false;
    }

    private boolean movesBetweenRows(List<Integer> releases, int item, int group, int sign) {
        for (int row = 0; row < unknowns.items; row++) {
            if (row != item
                    && hidesRows(releases, row)
                    && allowed(releases, item, group, sign)
                    && allowed(releases, row, group, -sign)) {
                return true;
            }
        }
        return false;
    }

    private boolean hidesColumns(List<Integer> releases, int one, int other) {
        return releases.stream()
                .map(unknowns.tables::get)
                .allMatch(table -> table.hidesColumn(one) && table.hidesColumn(other));
    }

    private boolean hidesRows(List<Integer> releases, int item) {
        return releases.stream().map(unknowns.tables::get).allMatch(table -> table.hidesRow(item));
    }

    /// Whether a cell is hidden in these releases and can change by one in all of them at once.
    private boolean allowed(List<Integer> releases, int item, int group, int change) {
        for (int release : releases) {
            int unknown = unknowns.cell(release, item, group);
            if (unknown < 0 || point[unknown] + change < 0) {
                return false;
            }
        }
        return grows(item, group, releases, change);
    }

    private boolean grows(int item, int group, List<Integer> changed, long change) {
        for (int release = 1; release < unknowns.tables.size(); release++) {
            long now = value(release, item, group) + (changed.contains(release) ? change : 0);
            long before = value(release - 1, item, group) + (changed.contains(release - 1) ? change : 0);
            if (now < before - slack) {
                return false;
            }
        }
        return true;
    }

    private long value(int release, int item, int group) {
        int unknown = unknowns.cell(release, item, group);
        return unknown >= 0 ? point[unknown] : unknowns.tables.get(release).cells()[item][group];
    }

    private long widthOfRow(Unknowns.Place place) {
        for (List<Integer> releases : together) {
            for (int group = 0; releases.contains(place.release()) && group < unknowns.groups; group++) {
                if (hidesRows(releases, place.item())
                        && (movesBetweenRows(releases, place.item(), group, 1)
                                || movesBetweenRows(releases, place.item(), group, -1))) {
                    return 1;
                }
            }
        }
        return 0;
    }

    /// As far as another hidden group could have all that both have, or none of it.
    private long widthOfTotal(Unknowns.Place place) {
        long widest = 0;
        for (List<Integer> releases : together) {
            for (int other = 0; releases.contains(place.release()) && other < unknowns.groups; other++) {
                if (other != place.group() && hidesColumns(releases, place.group(), other)) {
                    long up = moved(releases, place.release(), other, place.group());
                    long down = moved(releases, place.release(), place.group(), other);
                    widest = Math.max(widest, up + down);
                }
            }
        }
        return widest;
    }

    /// How many answers of one release one group can take over from another, item by item.
    private long moved(List<Integer> releases, int counted, int from, int to) {
        long sum = 0;
        for (int item = 0; item < unknowns.items; item++) {
            long possible = Long.MAX_VALUE;
            for (int release : releases) {
                int source = unknowns.cell(release, item, from);
                int target = unknowns.cell(release, item, to);
                possible = Math.min(possible, source < 0 || target < 0 ? 0 : point[source]);
            }
            boolean fits =
                    possible > 0 && grows(item, from, releases, -possible) && grows(item, to, releases, possible);
            sum += fits ? possible : 0;
        }
        return releases.contains(counted) ? sum : 0;
    }
}
