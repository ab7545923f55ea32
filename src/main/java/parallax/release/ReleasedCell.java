package parallax.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a release: how a group, or everybody, answered a question, over all items or on one.
///
/// @param question its code; empty where it tells how many raters the release counts
/// @param axis its code; empty for everybody
/// @param group empty for everybody
/// @param item its code; empty for all items together
/// @param raters null where it is hidden or not known, and of one item
/// @param counts one an option; null where it is hidden
public record ReleasedCell(
        String question,
        String axis,
        String group,
        String item,
        @Nullable Integer raters,
        @Nullable List<Long> counts) {
    public boolean hidden() {
        return counts == null;
    }
}
