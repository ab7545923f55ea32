package parallax.analytics.resampling;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.apache.commons.rng.sampling.ArraySampler;
import parallax.analytics.Axis;

/// Seeded random assignments: each replicate shuffles the observed groups within blocks, from its own stream.
record ShuffledRegrouping(Axis axis, Blocks blocks, int replicates, long seed) implements Regrouping {

    @Override
    public void fill(int replicate, int[] groupOf) {
        XoShiRo256PlusPlus random = stream(seed, replicate);
        for (int rater = 0; rater < groupOf.length; rater++) {
            groupOf[rater] = axis.groupOf(rater);
        }
        for (int[] members : blocks.raters()) {
            int[] groups = new int[members.length];
            for (int member = 0; member < members.length; member++) {
                groups[member] = groupOf[members[member]];
            }
            ArraySampler.shuffle(random, groups);
            for (int member = 0; member < members.length; member++) {
                groupOf[members[member]] = groups[member];
            }
        }
    }

    @Override
    public PermutationRule rule() {
        return PermutationRule.ADD_ONE;
    }

    /// A generator that depends on the seed and the replicate alone, so that threads may share replicates in any way.
    static XoShiRo256PlusPlus stream(long seed, int replicate) {
        SplitMix64 start = new SplitMix64(new SplitMix64(seed).nextLong() + replicate);
        return new XoShiRo256PlusPlus(start.nextLong(), start.nextLong(), start.nextLong(), start.nextLong());
    }
}
