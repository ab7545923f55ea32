package parallax.dataset.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Written;
import parallax.dataset.imports.RatingColumns.AxisColumn;
import parallax.dataset.table.TableRow;

/// The raters of an import by the names that the file gives them, and what the file says of them.
final class RaterDirectory {
    static final int LONGEST_NAME = 200;
    static final int LONGEST_RAW = 500;

    private final List<AxisColumn> axes;
    private final Map<String, ImportedRater> byName = new LinkedHashMap<>();

    /// @param groups the rater's group on each axis, as written; may be missing
    /// @param raws the rater's own words on each axis; null where the file has no column for them
    record ImportedRater(int index, String name, List<String> groups, List<@Nullable String> raws) {}

    /// What a rater answered on an axis and the group that the file puts it in.
    record SelfDescription(String raw, String group) {}

    RaterDirectory(List<AxisColumn> axes) {
        this.axes = List.copyOf(axes);
    }

    List<AxisColumn> axes() {
        return axes;
    }

    @Nullable
    ImportedRater find(String name) {
        return byName.get(name);
    }

    ImportedRater add(String name, TableRow row) {
        List<String> groups = axes.stream().map(axis -> axis.group().in(row)).toList();
        List<@Nullable String> raws = new ArrayList<>();
        for (AxisColumn axis : axes) {
            raws.add(axis.raw() == null ? null : axis.raw().in(row));
        }
        ImportedRater rater = new ImportedRater(byName.size(), name, groups, raws);
        byName.put(name, rater);
        return rater;
    }

    int size() {
        return byName.size();
    }

    Collection<ImportedRater> raters() {
        return byName.values();
    }

    /// What each rater answered on the axis, in the raters' order; null: not disclosed. A mapping takes
    /// each raw value to one group, so a raw value that the file puts in two groups gives way to the
    /// group's own name.
    List<@Nullable SelfDescription> selfDescriptions(int axis) {
        Set<String> labels = new HashSet<>();
        Map<String, Set<String>> groupsOfRaw = new HashMap<>();
        for (ImportedRater rater : byName.values()) {
            String group = rater.groups.get(axis);
            if (!Written.isMissing(group)) {
                labels.add(group);
                groupsOfRaw
                        .computeIfAbsent(rawOf(rater, axis), unseen -> new HashSet<>())
                        .add(group);
            }
        }
        List<@Nullable SelfDescription> descriptions = new ArrayList<>();
        for (ImportedRater rater : byName.values()) {
            String group = rater.groups.get(axis);
            if (Written.isMissing(group)) {
                descriptions.add(null);
            } else {
                String raw = rawOf(rater, axis);
                boolean mapped = groupsOfRaw.getOrDefault(raw, Set.of()).size() == 1
                        && (raw.equals(group) || !labels.contains(raw));
                descriptions.add(new SelfDescription(mapped ? raw : group, group));
            }
        }
        return descriptions;
    }

    private static String rawOf(ImportedRater rater, int axis) {
        String raw = rater.raws.get(axis);
        return raw == null || Written.isMissing(raw) || raw.equals("*") ? rater.groups.get(axis) : raw;
    }
}
