package parallax.analytics.metric;

import java.util.ArrayList;
import java.util.List;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.ResponseCounts;

/// Diversity sensitivity index (DSI): the largest group association index on an axis, each group against
/// everyone else on it. Says how much the axis divides raters.
///
/// Undefined when no group of the axis has a defined GAI; groups whose own GAI is undefined are passed
/// over, and `method` counts them. A maximum over more groups is larger by chance alone.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.2</a>
public final class DiversitySensitivityIndex {
    private static final String METHOD = "largest GAI against everyone else";

    private DiversitySensitivityIndex() {}

    public static Estimate of(ResponseCounts counts) {
        List<Estimate> indices = new ArrayList<>();
        for (int group = 0; group < counts.groups().size(); group++) {
            indices.add(GroupAssociationIndex.of(counts.of(group), counts.rest(group)));
        }
        CountTable everyone = counts.everyone();
        List<Estimate> defined = indices.stream().filter(Estimate::isDefined).toList();
        int items = everyone.rowsWithAtLeast(1);
        if (defined.isEmpty()) {
            return Estimate.undefined("no group has a defined GAI", METHOD, everyone.raters(), items);
        }
        int undefined = indices.size() - defined.size();
        double largest = defined.stream().mapToDouble(Estimate::orThrow).max().orElseThrow();
        return Estimate.of(
                largest,
                undefined == 0
                        ? METHOD
                        : METHOD + " (undefined for " + undefined + " of " + indices.size() + " groups)",
                everyone.raters(),
                items);
    }
}
