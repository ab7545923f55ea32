package parallax.analytics.resampling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;

/// The raters on an axis, block by block: groups are handed round only among the raters of one block, for
/// example one locale, one phase, or those who could see the same items.
record Blocks(List<int[]> raters) {

    /// @param blocks what each rater's block is, or null for one block of everybody
    static Blocks of(Axis axis, @Nullable Axis blocks) {
        if (blocks != null && blocks.raters() != axis.raters()) {
            throw new IllegalArgumentException(
                    "Blocks of " + blocks.raters() + " raters do not fit " + axis.raters() + " raters");
        }
        TreeMap<Integer, List<Integer>> members = new TreeMap<>();
        for (int rater = 0; rater < axis.raters(); rater++) {
            if (axis.groupOf(rater) >= 0) {
                int block = blocks == null ? 0 : blocks.groupOf(rater);
                members.computeIfAbsent(block, key -> new ArrayList<>()).add(rater);
            }
        }
        return new Blocks(members.values().stream()
                .map(block -> block.stream().mapToInt(Integer::intValue).toArray())
                .toList());
    }
}
