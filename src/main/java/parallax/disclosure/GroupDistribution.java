package parallax.disclosure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analysis.GroupFigures;
import parallax.analytics.Estimate;

/// How one group answered one question.
///
/// @param group the group's name; "Everyone" for all
/// @param nRaters raters who answered, null where the data do not say who did
/// @param nAnswers their answers; null for a hidden group
/// @param shares one share an option, in the question's order; empty for a hidden group
/// @param pUnsafe share of unsafe answers with its interval; null for a hidden group
public record GroupDistribution(
        String group,
        @Schema(nullable = true) @Nullable Integer nRaters,
        @Schema(nullable = true) @Nullable Long nAnswers,
        List<Estimate> shares,
        @Schema(nullable = true) @Nullable Estimate pUnsafe,
        @JsonUnwrapped Protection protection) {
    public static final String WHY_HIDDEN = "not shown, to protect small groups";
    public static final String WHY_MARKED = "not for showing, to protect small groups";

    public GroupDistribution {
        shares = List.copyOf(shares);
    }

    static GroupDistribution of(GroupFigures figures, Protection protection) {
        return protection.hidden()
                ? new GroupDistribution(figures.group(), null, null, List.of(), null, protection)
                : new GroupDistribution(
                        figures.group(),
                        figures.nRaters(),
                        figures.nAnswers(),
                        figures.shares(),
                        figures.pUnsafe(),
                        protection);
    }

    static GroupDistribution hidden(String group) {
        return new GroupDistribution(group, null, null, List.of(), null, Protection.ofHidden());
    }

    public boolean hidden() {
        return protection.hidden();
    }

    public boolean notForShowing() {
        return protection.notForShowing();
    }
}
