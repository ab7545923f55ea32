package parallax.analytics.resampling;

import parallax.analytics.Axis;

/// Given permutations: in replicate b, rater r takes the group of rater `permutations[b][r]`.
@SuppressWarnings("ArrayRecordComponent") // read by its own package alone, never compared
record ReplayedRegrouping(Axis axis, int[][] permutations) implements Regrouping {

    ReplayedRegrouping {
        for (int[] permutation : permutations) {
            if (permutation.length != axis.raters()) {
                throw new IllegalArgumentException(
                        "A permutation of " + permutation.length + " does not fit " + axis.raters() + " raters");
            }
        }
    }

    @Override
    public int replicates() {
        return permutations.length;
    }

    @Override
    public void fill(int replicate, int[] groupOf) {
        for (int rater = 0; rater < groupOf.length; rater++) {
            groupOf[rater] = axis.groupOf(permutations[replicate][rater]);
        }
    }

    @Override
    public PermutationRule rule() {
        return PermutationRule.ADD_ONE;
    }
}
