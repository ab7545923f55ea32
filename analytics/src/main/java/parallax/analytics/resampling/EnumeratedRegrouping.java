package parallax.analytics.resampling;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parallax.analytics.Axis;

/// Every distinct assignment of the observed groups within blocks, once each.
record EnumeratedRegrouping(Axis axis, List<int[]> assignments) implements Regrouping {

    /// How many distinct assignments there are: the product over blocks of n!/(n_1!·n_2!·…).
    static BigInteger count(Axis axis, Blocks blocks) {
        BigInteger count = BigInteger.ONE;
        for (int[] members : blocks.raters()) {
            int[] left = new int[axis.groups().size()];
            for (int placed = 0; placed < members.length; placed++) {
                int group = axis.groupOf(members[placed]);
                left[group]++;
                count = count.multiply(BigInteger.valueOf(placed + 1L)).divide(BigInteger.valueOf(left[group]));
            }
        }
        return count;
    }

    static EnumeratedRegrouping of(Axis axis, Blocks blocks) {
        int[] observed = new int[axis.raters()];
        Arrays.setAll(observed, axis::groupOf);
        List<int[]> assignments = List.of(observed);
        for (int[] members : blocks.raters()) {
            List<int[]> extended = new ArrayList<>();
            for (int[] groups : arrangements(axis, members)) {
                for (int[] assignment : assignments) {
                    int[] next = assignment.clone();
                    for (int member = 0; member < members.length; member++) {
                        next[members[member]] = groups[member];
                    }
                    extended.add(next);
                }
            }
            assignments = extended;
        }
        return new EnumeratedRegrouping(axis, assignments);
    }

    @Override
    public int replicates() {
        return assignments.size();
    }

    @Override
    public void fill(int replicate, int[] groupOf) {
        System.arraycopy(assignments.get(replicate), 0, groupOf, 0, groupOf.length);
    }

    @Override
    public PermutationRule rule() {
        return PermutationRule.EXACT;
    }

    /// The distinct orders of one block's groups, in lexicographic order.
    private static List<int[]> arrangements(Axis axis, int[] members) {
        int[] groups = Arrays.stream(members).map(axis::groupOf).sorted().toArray();
        List<int[]> arrangements = new ArrayList<>();
        do {
            arrangements.add(groups.clone());
        } while (advance(groups));
        return arrangements;
    }

    /// Turns an order into the next one; false after the last.
    private static boolean advance(int[] groups) {
        int pivot = groups.length - 2;
        while (pivot >= 0 && groups[pivot] >= groups[pivot + 1]) {
            pivot--;
        }
        if (pivot < 0) {
            return false;
        }
        int larger = groups.length - 1;
        while (groups[larger] <= groups[pivot]) {
            larger--;
        }
        swap(groups, pivot, larger);
        for (int low = pivot + 1, high = groups.length - 1; low < high; low++, high--) {
            swap(groups, low, high);
        }
        return true;
    }

    private static void swap(int[] groups, int one, int other) {
        int kept = groups[one];
        groups[one] = groups[other];
        groups[other] = kept;
    }
}
