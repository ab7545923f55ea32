package parallax.release;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.FrozenAnswers;

/// A release as it would be now, with what it hides.
///
/// @param refusal why it cannot be made, in a sentence; empty where it can
/// @param questions what it would show
/// @param counted what it would count
/// @param people how many raters it counts by axis and group, hidden or not
/// @param frozen the answers that it is computed of; null where it cannot be made
public record ReleaseDraft(
        String refusal,
        int least,
        List<ReleasedQuestion> questions,
        @Nullable Audit audit,
        Counted counted,
        FrozenAnswers.@Nullable Frozen frozen,
        int number,
        Map<String, Map<String, Integer>> people) {

    /// @param raters null where the data do not say who answered
    /// @param waiting raters with new answers that wait for a later release
    /// @param changed raters of the release before whose answers are gone or others
    /// @param judgments id, and id of its item
    public record Counted(@Nullable Integer raters, int waiting, int changed, Map<Long, Long> judgments) {}

    static ReleaseDraft refused(String why, int least, int waiting, int number) {
        return new ReleaseDraft(
                why, least, List.of(), null, new Counted(null, waiting, 0, Map.of()), null, number, Map.of());
    }

    public boolean mayBeMade() {
        return refusal.isEmpty();
    }
}
