package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.apache.commons.rng.UniformRandomProvider;
import parallax.analytics.Axis;
import parallax.analytics.RandomStreams;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// The crossed bootstrap of answer shares: each replicate draws the raters of every group and the
/// items again, both with replacement and independently, so that intervals carry the variation of both.
///
/// @see <a href="https://doi.org/10.1214/07-AOAS122">Owen 2007, The pigeonhole bootstrap</a>
public final class CrossedBootstrap {
    private final RatingMatrix matrix;
    private final Axis axis;
    private final int options;
    private final int groups;

    /// For each item and each group and option in turn, where its raters begin in `rater`.
    private final int[] cellStart;

    private final int[] rater;
    private final int[][] members;

    public CrossedBootstrap(RatingMatrix matrix, Axis axis) {
        this.matrix = matrix;
        this.axis = axis;
        options = matrix.options().size();
        groups = axis.groups().size();
        cellStart = new int[matrix.items().size() * groups * options + 1];
        rater = new int[matrix.answers()];
        layOut();
        members = new int[groups][];
        for (int group = 0; group < groups; group++) {
            members[group] = active(group);
        }
    }

    /// @return the shares of every group and option in each replicate
    public BootstrapShares draw(int replicates, long seed, Threads threads) {
        if (replicates < 1) {
            throw new IllegalArgumentException("A bootstrap needs replicates, not " + replicates);
        }
        long[][] draws = new long[replicates][];
        threads.run(replicates, () -> oneThread(seed, draws));
        return new BootstrapShares(matrix, axis, draws);
    }

    private IntConsumer oneThread(long seed, long[][] draws) {
        int[] raterTimes = new int[matrix.raters().size()];
        int[] itemTimes = new int[matrix.items().size()];
        return replicate -> {
            UniformRandomProvider random = RandomStreams.of(seed, replicate);
            Arrays.fill(raterTimes, 0);
            for (int[] group : members) {
                for (int draw = 0; draw < group.length; draw++) {
                    raterTimes[group[random.nextInt(group.length)]]++;
                }
            }
            Arrays.fill(itemTimes, 0);
            for (int draw = 0; draw < itemTimes.length; draw++) {
                itemTimes[random.nextInt(itemTimes.length)]++;
            }
            draws[replicate] = weigh(raterTimes, itemTimes);
        };
    }

    /// Answers by group and option, each counted as often as its rater and its item were drawn.
    private long[] weigh(int[] raterTimes, int[] itemTimes) {
        int cells = groups * options;
        long[] sums = new long[cells];
        for (int item = 0; item < itemTimes.length; item++) {
            if (itemTimes[item] > 0) {
                for (int cell = 0; cell < cells; cell++) {
                    int times = 0;
                    int end = cellStart[item * cells + cell + 1];
                    for (int answer = cellStart[item * cells + cell]; answer < end; answer++) {
                        times += raterTimes[rater[answer]];
                    }
                    sums[cell] += (long) itemTimes[item] * times;
                }
            }
        }
        return sums;
    }

    private void layOut() {
        int cells = groups * options;
        int next = 0;
        for (int item = 0; item < matrix.items().size(); item++) {
            for (int cell = 0; cell < cells; cell++) {
                cellStart[item * cells + cell] = next;
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int group = axis.groupOf(matrix.raterOf(answer));
                    if (group == cell / options && matrix.optionOf(answer) == cell % options) {
                        rater[next++] = matrix.raterOf(answer);
                    }
                }
            }
        }
        cellStart[cellStart.length - 1] = next;
    }

    private int[] active(int group) {
        BitSet active = new BitSet();
        for (int answer = 0; answer < matrix.answers(); answer++) {
            if (axis.groupOf(matrix.raterOf(answer)) == group) {
                active.set(matrix.raterOf(answer));
            }
        }
        return active.stream().toArray();
    }
}
