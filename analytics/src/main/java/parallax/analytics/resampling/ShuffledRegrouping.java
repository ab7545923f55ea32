package parallax.analytics.resampling;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import parallax.analytics.Axis;
import parallax.analytics.RandomStreams;

/// Seeded random assignments: each replicate shuffles the observed groups within blocks, from its own
/// stream.
record ShuffledRegrouping(Axis axis, Blocks blocks, int replicates, long seed) implements Regrouping {

    @Override
    public void fill(int replicate, int[] groupOf) {
        UniformRandomProvider random = RandomStreams.of(seed, replicate);
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
}
