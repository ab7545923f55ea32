package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Group association index (GAI): a group's agreement within itself over its agreement with others,
/// IRR/XRR. Above 1 the group is closer to itself than to the others.
///
/// Its mean under chance is not 1 (.94 to .99 were seen), so read it beside its permutation null. A
/// negative IRR gives a negative GAI. Undefined when IRR or XRR is undefined, or XRR is not above 0.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.2</a>
public final class GroupAssociationIndex {
    /// A reliability nearer to 0 than this is 0 but for rounding, and dividing by it would make a number
    /// of nothing.
    public static final double ROUNDING = 1e-9;

    private static final String METHOD = "IRR (nominal alpha) over XRR";

    private GroupAssociationIndex() {}

    public static Estimate of(CountTable group, CountTable others) {
        Estimate within = KrippendorffAlpha.nominal(group);
        Estimate across = CrossReplicationReliability.of(group, others);
        int items = across.nItems();
        if (within.value() == null) {
            return Estimate.undefined("IRR is undefined: " + within.reason(), METHOD, group.raters(), items);
        }
        if (across.value() == null) {
            return Estimate.undefined("XRR is undefined: " + across.reason(), METHOD, group.raters(), items);
        }
        return across.value() <= ROUNDING
                ? Estimate.undefined("XRR is not above 0", METHOD, group.raters(), items)
                : Estimate.of(within.value() / across.value(), METHOD, group.raters(), items);
    }
}
