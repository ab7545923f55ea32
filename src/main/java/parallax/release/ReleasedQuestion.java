package parallax.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that a release tells of one question: counts of answers by option, in every reading the same.
///
/// @param options labels in the question's order
/// @param everyone counts of everybody over all items
/// @param items counts of everybody by item, by the item's code; null for an item that is not shown
/// @param axes the same by the groups of every axis; none where raters are unknown
public record ReleasedQuestion(
        String question,
        List<String> options,
        Totals everyone,
        Map<String, @Nullable List<Long>> items,
        List<ReleasedAxis> axes) {
    /// No question: how many raters the release counts.
    public static final String PEOPLE = "";

    public ReleasedQuestion {
        options = List.copyOf(options);
        items = new LinkedHashMap<>(items);
        axes = List.copyOf(axes);
    }

    /// @param raters how many answered; null where the data do not say who did
    /// @param counts one an option
    public record Totals(@Nullable Integer raters, List<Long> counts) {
        public Totals {
            counts = List.copyOf(counts);
        }

        public long answers() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// The groups of one axis, who overlap nowhere and are everybody together.
    public record ReleasedAxis(String axis, List<ReleasedGroup> groups) {
        public ReleasedAxis {
            groups = List.copyOf(groups);
        }

        public Optional<ReleasedGroup> group(String name) {
            return groups.stream().filter(group -> group.group().equals(name)).findFirst();
        }
    }

    /// @param totals over all items; null where the group is hidden
    /// @param items counts by item, of those alone where the groups are shown
    public record ReleasedGroup(String group, @Nullable Totals totals, Map<String, List<Long>> items) {
        public ReleasedGroup {
            items = Map.copyOf(items);
        }

        static ReleasedGroup hidden(String group) {
            return new ReleasedGroup(group, null, Map.of());
        }
    }

    public boolean isOfPeople() {
        return question.equals(PEOPLE);
    }

    public Optional<ReleasedAxis> axis(String name) {
        return axes.stream().filter(axis -> axis.axis().equals(name)).findFirst();
    }
}
