package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// How items came to raters, as far as a null has to keep it. Whole profiles of raters may be exchanged
/// between groups only where a group's raters could as well have been given the items of another's:
/// where everybody answered everything, or items were drawn for each rater whoever it was. A quota of
/// answers from each group on each item is another matter, and so are items that one group saw more
/// than others.
public enum Assignment {
    /// Which items a rater answered has nothing to do with the rater's group.
    EXCHANGEABLE,

    /// The same among the raters of each block.
    EXCHANGEABLE_WITHIN_BLOCKS,

    /// Answers from each group were evened out over the items, or groups answered other items or more
    /// of them.
    BY_GROUP;

    private static final int REPLICATES = 199;

    /// Sums nearer than this differ by rounding alone.
    private static final double NEAR = 1e-12;

    /// The assignment that data show, by permuting raters: [#BY_GROUP] where answers from the groups
    /// are more even over the items than for groups drawn at random from these raters, or less even, or
    /// where groups answered more than others, each in 2 of 200 or fewer; and where every item has the
    /// same mix of groups, and most groups drawn at random would not give that.
    ///
    /// @param blocks what each rater's block is, or null for one block of everybody
    public static Assignment of(RatingMatrix matrix, Axis axis, @Nullable Axis blocks, long seed, Threads threads) {
        ShuffledRegrouping shuffled = ShuffledRegrouping.of(matrix, axis, Blocks.of(axis, blocks), REPLICATES, seed);
        Unevenness[] draws = new Unevenness[REPLICATES];
        threads.quietly().run(REPLICATES, () -> {
            int[] groupOf = new int[axis.raters()];
            return replicate -> {
                shuffled.fill(replicate, groupOf);
                draws[replicate] = Unevenness.of(matrix, axis, groupOf);
            };
        });
        int[] observed = new int[axis.raters()];
        Arrays.setAll(observed, axis::groupOf);
        Unevenness seen = Unevenness.of(matrix, axis, observed);
        long asEven = count(draws, draw -> draw.overItems <= seen.overItems + NEAR);
        long asUneven = count(draws, draw -> draw.overItems >= seen.overItems - NEAR);
        long asUnequal = count(draws, draw -> draw.overGroups >= seen.overGroups - NEAR);
        boolean evened = seen.overItems <= NEAR && 2 * asEven < REPLICATES;
        return evened || Math.min(asEven, Math.min(asUneven, asUnequal)) <= 1
                ? BY_GROUP
                : blocks == null ? EXCHANGEABLE : EXCHANGEABLE_WITHIN_BLOCKS;
    }

    private static long count(Unevenness[] draws, Predicate<Unevenness> which) {
        return Arrays.stream(draws).filter(which).count();
    }

    /// How far the numbers of answers are from what the groups' sizes alone would make them, as shares
    /// of the most that could be.
    ///
    /// @param overItems  over items and groups, Σ (answers − the group's share of all answers · the
    ///     item's)²
    /// @param overGroups over groups, Σ (answers − the group's share of raters · all answers)²
    private record Unevenness(double overItems, double overGroups) {

        static Unevenness of(RatingMatrix matrix, Axis axis, int[] groupOf) {
            int groups = axis.groups().size();
            double[] answers = new double[groups];
            double[] raters = new double[groups];
            double[][] ofItem = new double[matrix.items().size()][groups];
            for (int group : groupOf) {
                if (group >= 0) {
                    raters[group]++;
                }
            }
            for (int item = 0; item < ofItem.length; item++) {
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int group = groupOf[matrix.raterOf(answer)];
                    if (group >= 0) {
                        ofItem[item][group]++;
                        answers[group]++;
                    }
                }
            }
            double overItems = 0;
            double most = 0;
            for (double[] counts : ofItem) {
                overItems += distance(counts, answers);
                most += squared(Arrays.stream(counts).sum());
            }
            double all = Arrays.stream(answers).sum();
            return all == 0
                    ? new Unevenness(0, 0)
                    : new Unevenness(overItems / most, distance(answers, raters) / squared(all));
        }

        /// Σ (count − its part of all counts by the weights)².
        private static double distance(double[] counts, double[] weights) {
            double all = Arrays.stream(counts).sum();
            double weight = Arrays.stream(weights).sum();
            double sum = 0;
            for (int group = 0; group < counts.length; group++) {
                sum += squared(counts[group] - all * weights[group] / weight);
            }
            return sum;
        }

        private static double squared(double x) {
            return x * x;
        }
    }
}
