package parallax.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// How one group answered one question, before anybody decided whether it may be shown.
///
/// @param group the group's name; "Everyone" for all
/// @param nRaters raters who answered, null where the data do not say who did
/// @param shares one share an option, in the question's order
/// @param pUnsafe share of unsafe answers with its interval
public record GroupFigures(
        String group, @Nullable Integer nRaters, long nAnswers, List<Estimate> shares, Estimate pUnsafe) {
    public static final String EVERYONE = "Everyone";

    public GroupFigures {
        shares = List.copyOf(shares);
    }

    /// A group that nobody has answered in yet.
    static GroupFigures empty(String group, int options) {
        Estimate none = Estimate.undefined("no answers", "pooled share", 0, 0);
        return new GroupFigures(group, 0, 0, java.util.Collections.nCopies(options, none), none);
    }
}
