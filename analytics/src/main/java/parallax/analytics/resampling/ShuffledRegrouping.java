package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.Comparator;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;

/// Seeded random assignments: each replicate puts the raters of a block in the order of what they draw
/// ([ReplicateHash]) and hands the observed groups round in that order.
@SuppressWarnings("ArrayRecordComponent") // read by its own package alone, never compared
record ShuffledRegrouping(Axis axis, Blocks blocks, long[] raterKeys, int replicates, long seed) implements Regrouping {

    static ShuffledRegrouping of(RatingMatrix matrix, Axis axis, Blocks blocks, int replicates, long seed) {
        return new ShuffledRegrouping(axis, blocks, ReplicateHash.keys(matrix.raters()), replicates, seed);
    }

    @Override
    public void fill(int replicate, int[] groupOf) {
        long key = ReplicateHash.replicate(seed, replicate);
        for (int rater = 0; rater < groupOf.length; rater++) {
            groupOf[rater] = axis.groupOf(rater);
        }
        for (int[] members : blocks.raters()) {
            int[] order = order(members, key);
            for (int member = 0; member < members.length; member++) {
                groupOf[order[member]] = axis.groupOf(members[member]);
            }
        }
    }

    private int[] order(int[] members, long key) {
        return Arrays.stream(members)
                .boxed()
                .sorted(Comparator.comparingLong(rater -> ReplicateHash.draw(raterKeys[rater], key)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public PermutationRule rule() {
        return PermutationRule.ADD_ONE;
    }
}
