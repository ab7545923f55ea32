package parallax.analysis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.UnsurePolicy;

/// How everybody and each group of an axis answered one question, and how old that is.
///
/// @param axis the axis's code, empty for everybody
/// @param options labels in the question's order, as the policy for Unsure leaves them
/// @param items items that somebody answered
/// @param groups the groups of the axis in declared order; those who belong to none come last
/// @param asOf when the figures were computed; null where there was nothing to compute
public record QuestionFigures(
        String question,
        String axis,
        UnsurePolicy unsure,
        List<String> options,
        int items,
        GroupFigures everyone,
        List<GroupFigures> groups,
        @Nullable Instant asOf) {
    public QuestionFigures {
        options = List.copyOf(options);
        groups = List.copyOf(groups);
    }
}
