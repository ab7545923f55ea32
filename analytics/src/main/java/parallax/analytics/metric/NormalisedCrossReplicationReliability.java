package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// XRR divided by the geometric mean of the two groups' reliabilities, κ_x/√(IRR·IRR'): agreement across
/// groups as a share of what their own consistency allows. Around 1 when the groups are interchangeable.
/// Symmetric.
///
/// Undefined when XRR or either IRR is undefined, or either IRR is not above 0.
///
/// @see <a href="https://aclanthology.org/2021.acl-long.548">Wong, Paritosh, Aroyo 2021, §5</a>
public final class NormalisedCrossReplicationReliability {
    private static final String METHOD = "κ_x over the geometric mean of both alphas";

    private NormalisedCrossReplicationReliability() {}

    public static Estimate of(CountTable group, CountTable others) {
        Estimate across = CrossReplicationReliability.of(group, others);
        Estimate own = KrippendorffAlpha.nominal(group);
        Estimate theirs = KrippendorffAlpha.nominal(others);
        int items = across.nItems();
        if (across.value() == null) {
            return Estimate.undefined("XRR is undefined: " + across.reason(), METHOD, group.raters(), items);
        }
        if (own.value() == null || theirs.value() == null) {
            String why = own.value() == null ? "the group: " + own.reason() : "the others: " + theirs.reason();
            return Estimate.undefined("IRR is undefined for " + why, METHOD, group.raters(), items);
        }
        double least = GroupAssociationIndex.ROUNDING;
        if (own.value() <= least || theirs.value() <= least) {
            String whose = own.value() <= least ? "the group" : "the others";
            return Estimate.undefined("IRR of " + whose + " is not above 0", METHOD, group.raters(), items);
        }
        return Estimate.of(across.value() / Math.sqrt(own.value() * theirs.value()), METHOD, group.raters(), items);
    }
}
