package parallax.analytics.resampling;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.GroupMetric;

/// The joint permutation test of raters' whole profiles: could groups drawn at random from these raters
/// look like this? P(unsafe) is judged by its studentised difference from everyone else, so that a
/// group whose raters merely differ more among themselves does not count as another share.
///
/// Each replicate deals the observed groups out again among the raters of a block and computes every
/// metric of every group, so that one set of replicates serves them all. When there are fewer distinct
/// assignments than replicates asked for, all are enumerated instead. The null is exchangeability of
/// raters within blocks.
///
/// @see <a href="https://arxiv.org/abs/2311.05074">GRASP, §3.3</a>
public final class PermutationTest {
    private final RatingMatrix matrix;
    private final Axis axis;
    private final List<GroupMetric> metrics;

    public PermutationTest(RatingMatrix matrix, Axis axis, List<GroupMetric> metrics) {
        this.matrix = matrix;
        this.axis = axis;
        this.metrics = List.copyOf(metrics);
        if (axis.raters() != matrix.raters().size()) {
            throw new IllegalArgumentException("The axis " + axis.name() + " divides " + axis.raters()
                    + " raters, but the matrix has " + matrix.raters().size());
        }
    }

    /// Draws replicates at random, or enumerates when there are fewer distinct assignments.
    ///
    /// @param blocks what each rater's block is, or null for one block of everybody
    public PermutationNulls shuffled(int replicates, long seed, @Nullable Axis blocks, Threads threads) {
        if (replicates < 1) {
            throw new IllegalArgumentException("A permutation test needs replicates, not " + replicates);
        }
        Blocks within = Blocks.of(axis, blocks);
        boolean few = EnumeratedRegrouping.count(axis, within).compareTo(BigInteger.valueOf(replicates)) < 0;
        return run(
                few
                        ? EnumeratedRegrouping.of(axis, within)
                        : ShuffledRegrouping.of(matrix, axis, within, replicates, seed),
                threads);
    }

    /// Replays given permutations: in replicate b, rater r takes the group of rater
    /// `permutations[b][r]`.
    public PermutationNulls replayed(int[][] permutations, Threads threads) {
        return run(new ReplayedRegrouping(axis, permutations), threads);
    }

    /// Deals the groups out again among the answers to each item, for itself, so that every item keeps
    /// its number of answers from every group. The null is that on each item all answers are
    /// exchangeable; that a rater's answers hang together is not kept.
    public PermutationNulls withinItems(int replicates, long seed, Threads threads) {
        GroupSweep sweep = new GroupSweep(matrix, axis, metrics);
        double[][] draws = new double[replicates][];
        threads.run(replicates, () -> {
            GroupSweep.Pass pass = sweep.newPass();
            return replicate -> draws[replicate] = pass.metricsWithinItems(ReplicateHash.replicate(seed, replicate));
        });
        return new PermutationNulls(axis, metrics, observed(sweep), draws, PermutationRule.ADD_ONE);
    }

    private PermutationNulls run(Regrouping regrouping, Threads threads) {
        GroupSweep sweep = new GroupSweep(matrix, axis, metrics);
        double[][] draws = new double[regrouping.replicates()][];
        threads.run(draws.length, () -> oneThread(sweep, regrouping, draws));
        return new PermutationNulls(axis, metrics, observed(sweep), draws, regrouping.rule());
    }

    private double[] observed(GroupSweep sweep) {
        int[] groups = new int[axis.raters()];
        Arrays.setAll(groups, axis::groupOf);
        return sweep.newPass().metrics(groups);
    }

    private IntConsumer oneThread(GroupSweep sweep, Regrouping regrouping, double[][] draws) {
        GroupSweep.Pass pass = sweep.newPass();
        int[] groupOf = new int[axis.raters()];
        return replicate -> {
            regrouping.fill(replicate, groupOf);
            draws[replicate] = pass.metrics(groupOf);
        };
    }
}
