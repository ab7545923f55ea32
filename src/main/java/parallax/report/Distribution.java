package parallax.report;

import java.util.List;

/// How every group of an axis answered one question: the answer distribution, never one number without it.
///
/// @param axis the axis's code, empty for everybody
/// @param unsure what Unsure counts as: `category` or `drop`
/// @param options labels in the question's order
/// @param groups everyone first, then the groups of the axis
public record Distribution(
        String question, String axis, String unsure, List<String> options, int items, List<GroupDistribution> groups) {
    public Distribution {
        options = List.copyOf(options);
        groups = List.copyOf(groups);
    }

    public GroupDistribution everyone() {
        return groups.getFirst();
    }

    public boolean hasHidden() {
        return groups.stream().anyMatch(GroupDistribution::hidden);
    }
}
