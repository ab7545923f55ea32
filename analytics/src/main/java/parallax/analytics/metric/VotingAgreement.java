package parallax.analytics.metric;

import java.util.Locale;
import java.util.Optional;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.HardLabel;

/// Voting agreement: Krippendorff's nominal alpha between the plurality votes of two groups, over the
/// items both answered. 1 when the two votes always coincide, 0 at chance.
///
/// A tie goes to the option declared first; another rule can move the value by .08, so `method` states
/// the share of items on which either vote was tied. Undefined when fewer than two were answered by
/// both, or when both always vote the same single option.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.4.2</a>
public final class VotingAgreement {
    private static final String METHOD = "alpha of two plurality votes, ties to the first option";

    private VotingAgreement() {}

    public static Estimate of(CountTable group, CountTable others) {
        group.requireSameShape(others);
        int options = group.options().size();
        int[] votes = new int[group.rows() * options];
        int items = 0;
        int tied = 0;
        for (int item = 0; item < group.rows(); item++) {
            Optional<HardLabel> one = HardLabel.of(group, item);
            Optional<HardLabel> other = HardLabel.of(others, item);
            if (one.isPresent() && other.isPresent()) {
                votes[item * options + one.get().first()]++;
                votes[item * options + other.get().first()]++;
                tied += one.get().isTied() || other.get().isTied() ? 1 : 0;
                items++;
            }
        }
        if (items == 0) {
            return Estimate.undefined("no item was answered by both", METHOD, group.raters(), 0);
        }
        if (items == 1) {
            return Estimate.undefined("only one item was answered by both", METHOD, group.raters(), 1);
        }
        Estimate alpha = KrippendorffAlpha.nominal(CountTable.of(group.options(), votes, 2));
        String method = String.format(Locale.ROOT, "%s (%.1f %% of items tied)", METHOD, 100.0 * tied / items);
        return alpha.value() == null
                ? Estimate.undefined("both groups always vote for the same option", method, group.raters(), items)
                : Estimate.of(alpha.value(), method, group.raters(), items);
    }
}
