package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The raters who share values on one or more axes. No axes at all means everybody.
///
/// @param axes   the axes, one for a plain group, several for an intersection
/// @param values the group's value on each axis, in the same order
public record RaterGroup(List<String> axes, List<String> values) {

    public static final RaterGroup EVERYONE = new RaterGroup(List.of(), List.of());

    public RaterGroup {
        axes = List.copyOf(axes);
        values = List.copyOf(values);
        if (axes.size() != values.size()) {
            throw new IllegalArgumentException("A group has one value for each axis, not " + values + " for " + axes);
        }
    }

    public static RaterGroup of(String axis, String value) {
        return new RaterGroup(List.of(axis), List.of(value));
    }

    /// The group of those who are in both.
    public RaterGroup and(RaterGroup other) {
        List<String> bothAxes = new ArrayList<>(axes);
        List<String> bothValues = new ArrayList<>(values);
        bothAxes.addAll(other.axes);
        bothValues.addAll(other.values);
        return new RaterGroup(bothAxes, bothValues);
    }

    /// The axis' name, `gender*race` for an intersection, null for everybody.
    public @Nullable String axis() {
        return axes.isEmpty() ? null : String.join("*", axes);
    }

    /// The group's name, `Woman|Latine` for an intersection, null for everybody. In an intersection a
    /// `|` or `\` within a value has a `\` before it, so that no two groups share a name.
    public @Nullable String name() {
        if (values.size() < 2) {
            return values.isEmpty() ? null : values.get(0);
        }
        return values.stream()
                .map(value -> value.replace("\\", "\\\\").replace("|", "\\|"))
                .collect(Collectors.joining("|"));
    }
}
