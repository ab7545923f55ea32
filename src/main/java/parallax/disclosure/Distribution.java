package parallax.disclosure;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How every group of an axis answered one question: the answer distribution, never one number without it.
///
/// @param axis the axis's code, empty for everybody
/// @param unsure what Unsure counts as: `category` or `drop`
/// @param options labels in the question's order
/// @param groups everyone first, then the groups of the axis
/// @param asOf when the figures were computed; null where they are counted when asked for
/// @param release the number of the release that they are of; null for the figures of this moment
public record Distribution(
        String question,
        String axis,
        String unsure,
        List<String> options,
        int items,
        List<GroupDistribution> groups,
        @Schema(nullable = true) @Nullable Instant asOf,
        @Schema(nullable = true) @Nullable Integer release) {
    public Distribution {
        options = List.copyOf(options);
        groups = List.copyOf(groups);
    }

    public GroupDistribution everyone() {
        return groups.getFirst();
    }

    public boolean hasMarked() {
        return groups.stream().anyMatch(GroupDistribution::notForShowing);
    }

    public boolean hasHidden() {
        return groups.stream().anyMatch(GroupDistribution::hidden);
    }
}
