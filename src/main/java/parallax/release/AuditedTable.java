package parallax.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;
import parallax.release.ReleasedQuestion.Totals;

/// One option of a question, or the number of its raters, by items and the groups of one axis, as a release and
/// the one before it show it.
final class AuditedTable {
    private static final String EVERYONE = "Everyone";

    private final String question;
    private final String axis;
    /// −1 for the number of raters, which has one row.
    private final int option;

    private final List<String> items;
    private final List<String> groups;
    private final List<ShownTable> tables = new ArrayList<>();

    AuditedTable(ReleasedQuestion now, @Nullable ReleasedQuestion before, String axis, int option) {
        this.question = now.question();
        this.axis = axis;
        this.option = option;
        Set<String> allItems = new LinkedHashSet<>();
        Set<String> allGroups = new LinkedHashSet<>();
        for (ReleasedQuestion release : before == null ? List.of(now) : List.of(before, now)) {
            allItems.addAll(release.items().keySet());
            release.axis(axis).ifPresent(of -> of.groups().forEach(group -> allGroups.add(group.group())));
        }
        this.items = option < 0 ? List.of("") : List.copyOf(allItems);
        this.groups = axis.isEmpty() ? List.of(EVERYONE) : List.copyOf(allGroups);
        if (before != null && (axis.isEmpty() || before.axis(axis).isPresent())) {
            tables.add(table(before));
        }
        tables.add(table(now));
    }

    List<ShownTable> tables() {
        return tables;
    }

    boolean hidesSomething() {
        return tables.stream().anyMatch(ShownTable::hidesSomething);
    }

    private ShownTable table(ReleasedQuestion release) {
        long total = count(release.everyone());
        long[] rows = new long[items.size()];
        for (int item = 0; item < rows.length; item++) {
            rows[item] = option < 0 ? total : row(release, items.get(item));
        }
        long[] columns = new long[groups.size()];
        long[][] cells = new long[rows.length][columns.length];
        for (int group = 0; group < columns.length; group++) {
            Optional<ReleasedGroup> shown = group(release, groups.get(group));
            columns[group] = axis.isEmpty() ? total : column(shown);
            for (int item = 0; item < rows.length; item++) {
                cells[item][group] = rows[item] == 0 || columns[group] == 0
                        ? 0
                        : axis.isEmpty() ? rows[item] : cell(shown, items.get(item), columns[group]);
            }
        }
        return new ShownTable(total, rows, columns, cells);
    }

    private long count(Totals totals) {
        Integer raters = totals.raters();
        return option < 0 ? (raters == null ? 0 : raters) : totals.counts().get(option);
    }

    private long row(ReleasedQuestion release, String item) {
        if (!release.items().containsKey(item)) {
            return 0;
        }
        List<Long> counts = release.items().get(item);
        return counts == null ? ShownTable.HIDDEN : counts.get(option);
    }

    private Optional<ReleasedGroup> group(ReleasedQuestion release, String name) {
        return release.axis(axis).flatMap((ReleasedAxis of) -> of.group(name));
    }

    private long column(Optional<ReleasedGroup> shown) {
        if (shown.isEmpty()) {
            return 0;
        }
        Totals totals = shown.get().totals();
        return totals == null ? ShownTable.HIDDEN : count(totals);
    }

    private long cell(Optional<ReleasedGroup> shown, String item, long column) {
        if (option < 0) {
            return column;
        }
        List<Long> counts = shown.map(ReleasedGroup::items).orElseThrow().get(item);
        return counts == null ? ShownTable.HIDDEN : counts.get(option);
    }

    Audit.Finding finding(String optionName, TableAttack.Known known) {
        Unknowns.Place place = known.place();
        return new Audit.Finding(
                question,
                axis,
                optionName,
                place.isTotal() || option < 0 ? "" : items.get(place.item()),
                place.isRow() ? EVERYONE : groups.get(place.group()),
                place.release() < tables.size() - 1,
                known.low(),
                known.high());
    }

    @Override
    public String toString() {
        return question + " " + axis + " " + option + " "
                + Arrays.deepToString(tables.getLast().cells());
    }
}
