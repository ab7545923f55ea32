package parallax.analytics.analysis;

import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;

/// Whom an estimate is about, and how their answers were read.
///
/// @param question the question, or null when the data hold only one
/// @param axis     the axis, or null for everybody
/// @param group    the group, or null for everybody or a whole axis
/// @param against  null, `rest` for everyone else on the axis, or another group's name; `\rest` where a
///     group is called `rest`
/// @param unsure   the policy for Unsure
public record Place(
        @Nullable String question,
        @Nullable String axis,
        @Nullable String group,
        @Nullable String against,
        String unsure) {

    /// A group's name where others are held against it: one that is called `rest` is told from everyone
    /// else by a backslash before it.
    static @Nullable String named(RaterGroup group) {
        return "rest".equals(group.name()) ? "\\rest" : group.name();
    }

    static Place everyone(@Nullable String question, String unsure) {
        return new Place(question, null, null, null, unsure);
    }

    Place of(String axisName, RaterGroup raters) {
        return new Place(question, axisName, raters.name(), null, unsure);
    }

    Place onAxis(String axisName) {
        return new Place(question, axisName, null, null, unsure);
    }

    Place against(@Nullable String others) {
        return new Place(question, axis, group, others, unsure);
    }

    Finding finding(String metric, @Nullable String level, Estimate estimate) {
        return new Finding(this, metric, level, estimate, null);
    }
}
