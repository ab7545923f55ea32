package parallax.analytics.crossed;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The raters' and items' levels that the answers make most likely at a given spread, and the normal
/// distribution around them: Newton's method on log p(answers | levels) + log p(levels), whose second
/// derivative couples raters with items only. With the items eliminated (Schur complement) what is left
/// to factorise is raters × raters, in time proportional to the sum of the squares of the answers an
/// item has, and to the cube of the raters.
///
/// The logit of an answer is its rater's level plus its item's level for the rater's group.
///
/// @see <a href="https://doi.org/10.1111/j.1467-9868.2008.00700.x">Rue, Martino, Chopin 2009, §3</a>
final class Laplace {
    private static final int MOST_STEPS = 60;
    /// Newton's decrement below which the mode is good enough: the evidence is then wrong by half of it.
    private static final double ENOUGH = 1e-5;
    private static final double LARGE = 1e100;
    /// Columns of the Schur complement that are filled together.
    private static final int STRIP = 64;

    private final CrossedAnswers data;
    private final GroupLevels groups;
    private final ItemBlocks blocks;
    private final double[] rater;
    private final double[] item;
    private final double[] weight;
    private final double[] scaled;
    private final double[] kappa;
    private final double[] e;
    private final double[] pulled;
    private @Nullable Cholesky factor;
    private double objective;
    private double logItemBlocks;

    private Laplace(CrossedAnswers data, GroupLevels groups, ItemBlocks blocks, double[] rater, double[] item) {
        this.data = data;
        this.groups = groups;
        this.blocks = blocks;
        this.rater = rater;
        this.item = item;
        weight = new double[data.rater().length];
        scaled = new double[weight.length];
        kappa = new double[data.items()];
        e = new double[item.length];
        pulled = new double[item.length];
    }

    /// @param near a mode at another spread to begin from; null for none
    /// @throws ArithmeticException when Newton's method does not come to an end
    static Laplace at(CrossedAnswers data, GroupPrior prior, Spread spread, @Nullable Laplace near) {
        ItemBlocks blocks = ItemBlocks.of(data.groups(), spread);
        double[] rater = near == null ? new double[data.raters()] : near.rater.clone();
        double[] item = near == null ? new double[data.items() * blocks.size()] : near.item.clone();
        if (near == null) {
            Arrays.fill(rater, overall(data));
        }
        Laplace laplace = new Laplace(data, new GroupLevels(data, prior, spread), blocks, rater, item);
        laplace.climb(near == null ? null : near.factor());
        return laplace;
    }

    private static double overall(CrossedAnswers data) {
        double share = (data.chosen().cardinality() + .5) / (data.rater().length + 1.);
        return Math.log(share / (1 - share));
    }

    /// @param like the factor of a Schur complement much like this one; null for none
    private void climb(@Nullable Cholesky like) {
        Cholesky known = like;
        double reached = Double.NEGATIVE_INFINITY;
        Step step = null;
        for (int tries = 0; tries < MOST_STEPS; tries++) {
            double[] slope = weigh();
            if (step != null && objective < reached - 1e-9) {
                step.halve();
            } else {
                reached = objective;
                boolean here = false;
                double[] towards = known == null ? null : new ConjugateGradients(known, this::times).solve(slope);
                if (towards == null) {
                    known = Cholesky.of(schur());
                    here = true;
                    towards = known.solved(slope);
                }
                step = new Step(slope, towards);
                if (step.decrement < ENOUGH) {
                    factor = here ? known : Cholesky.of(schur());
                    return;
                }
                step.go();
            }
        }
        throw new ArithmeticException("the crossed model found no mode in " + MOST_STEPS + " steps");
    }

    /// The Schur complement times a change of the raters.
    private double[] times(double[] change) {
        double[] image = groups.times(change);
        double[] answered = new double[item.length];
        for (int i = 0; i < data.items(); i++) {
            answerTo(i, change, answered);
            for (int answer = data.itemStart()[i]; answer < data.itemStart()[i + 1]; answer++) {
                int who = data.rater()[answer];
                image[who] += weight[answer] * (change[who] - answered[level(i, who)]);
            }
        }
        return image;
    }

    /// A step of Newton's, from where it begins.
    private final class Step {
        private final double[] raterBefore = rater.clone();
        private final double[] itemBefore = item.clone();
        private final double[] towards;
        private final double[] itemsTowards;
        private final double decrement;
        private double length = 1;

        Step(double[] slope, double[] towards) {
            this.towards = towards;
            itemsTowards = itemsTowards(towards);
            decrement = dot(slope, towards) + itemDecrement();
        }

        void halve() {
            length /= 2;
            go();
        }

        void go() {
            for (int r = 0; r < rater.length; r++) {
                rater[r] = raterBefore[r] + length * towards[r];
            }
            for (int i = 0; i < item.length; i++) {
                item[i] = itemBefore[i] + length * itemsTowards[i];
            }
        }
    }

    /// Where an item's level for a rater stands.
    int level(int item, int who) {
        return item * blocks.size() + block(who);
    }

    /// Which of an item's levels is a rater's.
    int block(int who) {
        return blocks.size() == 1 ? 0 : data.groupOf()[who];
    }

    /// The slope along the raters with the items' eliminated; leaves the weights and what the items need.
    private double[] weigh() {
        double[] slope = groups.pull(rater);
        objective = 0;
        for (int r = 0; r < slope.length; r++) {
            objective -= slope[r] * groups.centred(rater, r) / 2;
            slope[r] = -slope[r];
        }
        logItemBlocks = 0;
        ItemPass pass = new ItemPass(slope);
        for (int i = 0; i < data.items(); i++) {
            pass.add(i);
        }
        return slope;
    }

    /// The Schur complement's lower triangle by columns. A strip of columns at a time, which stays near while
    /// the answers are read one after another: those of an item ascend by rater.
    private double[][] schur() {
        int n = rater.length;
        double[][] columns = new double[n][n];
        int[] next = Arrays.copyOf(data.itemStart(), data.items());
        for (int end = Math.min(n, STRIP), first = 0; first < n; first = end, end = Math.min(n, end + STRIP)) {
            for (int r = first; r < end; r++) {
                for (int g = data.groupOf()[r]; g < data.groups(); g++) {
                    double between = groups.between(data.groupOf()[r], g);
                    Arrays.fill(columns[r], data.groupStart()[g], data.groupStart()[g + 1], between);
                }
                columns[r][r] += groups.diagonal();
            }
            for (int i = 0; i < next.length; i++) {
                int to = data.itemStart()[i + 1];
                int answer = next[i];
                while (answer < to && data.rater()[answer] < end) {
                    eliminate(i, answer, columns[data.rater()[answer]]);
                    answer++;
                }
                next[i] = answer;
            }
        }
        return columns;
    }

    /// What an item takes from the column of the Schur complement of a rater who answered it, from the
    /// diagonal on, and what the answer's weight adds there.
    private void eliminate(int i, int answer, double[] column) {
        int who = data.rater()[answer];
        int to = data.itemStart()[i + 1];
        double within = weight[answer] * e[level(i, who)];
        double across = kappa[i] * within;
        column[who] += weight[answer];
        if (across != 0) {
            less(column, across, scaled, answer, to);
        }
        less(column, within, weight, answer, blocks.size() == 1 ? to : data.groupTo()[answer]);
    }

    private void less(double[] column, double factor, double[] what, int first, int end) {
        int[] raters = data.rater();
        if (raters[end - 1] - raters[first] == end - 1 - first) {
            int shift = raters[first] - first;
            for (int other = first; other < end; other++) {
                column[shift + other] -= factor * what[other];
            }
        } else {
            for (int other = first; other < end; other++) {
                column[raters[other]] -= factor * what[other];
            }
        }
    }

    /// What the items add to the slope, and what is needed to eliminate them.
    private final class ItemPass {
        private final double[] slope;
        private final double[] slopeOfBlock = new double[blocks.size()];

        ItemPass(double[] slope) {
            this.slope = slope;
        }

        void add(int i) {
            int from = data.itemStart()[i];
            int to = data.itemStart()[i + 1];
            weigh(i, from, to);
            solveBlock(i);
            for (int answer = from; answer < to; answer++) {
                int who = data.rater()[answer];
                slope[who] -= weight[answer] * pulled[level(i, who)];
                scaled[answer] = weight[answer] * e[level(i, who)];
            }
        }

        private void weigh(int i, int from, int to) {
            int first = i * blocks.size();
            Arrays.fill(e, first, first + blocks.size(), blocks.p());
            Arrays.fill(slopeOfBlock, 0);
            double unlikely = 1;
            for (int answer = from; answer < to; answer++) {
                int who = data.rater()[answer];
                int level = level(i, who);
                double logit = rater[who] + item[level];
                double odds = Math.exp(-Math.abs(logit));
                double certain = 1 / (1 + odds);
                boolean chosen = data.chosen().get(answer);
                double p = logit > 0 ? certain : odds * certain;
                weight[answer] = odds * certain * certain;
                e[level] += weight[answer];
                slopeOfBlock[level - first] += (chosen ? 1 : 0) - p;
                slope[who] += (chosen ? 1 : 0) - p;
                // log p = −log(1 + odds), and −|logit| more where the less likely answer was given
                unlikely *= 1 + odds;
                objective -= chosen == logit > 0 ? 0 : Math.abs(logit);
                if (unlikely > LARGE) {
                    objective -= Math.log(unlikely);
                    unlikely = 1;
                }
            }
            objective -= Math.log(unlikely);
        }

        /// The block's own step, H⁻¹ times its slope, for raters that stay where they are.
        private void solveBlock(int i) {
            int first = i * blocks.size();
            double sum = 0;
            for (int b = 0; b < blocks.size(); b++) {
                sum += item[first + b];
                objective -= blocks.p() * item[first + b] * item[first + b] / 2;
            }
            objective += blocks.k() * sum * sum / 2;
            double sumOfE = 0;
            double sumOfLogE = 0;
            double along = 0;
            for (int b = 0; b < blocks.size(); b++) {
                slopeOfBlock[b] -= blocks.p() * item[first + b] - blocks.k() * sum;
                e[first + b] = 1 / e[first + b];
                sumOfE += e[first + b];
                sumOfLogE += Math.log(e[first + b]);
                along += e[first + b] * slopeOfBlock[b];
            }
            kappa[i] = blocks.kappa(sumOfE);
            logItemBlocks += blocks.logDeterminant(sumOfLogE, sumOfE);
            for (int b = 0; b < blocks.size(); b++) {
                pulled[first + b] = e[first + b] * (slopeOfBlock[b] + kappa[i] * along);
            }
        }
    }

    /// The items' step when the raters make theirs.
    private double[] itemsTowards(double[] towards) {
        double[] step = new double[item.length];
        for (int i = 0; i < data.items(); i++) {
            answerTo(i, towards, step);
            for (int b = i * blocks.size(); b < (i + 1) * blocks.size(); b++) {
                step[b] = pulled[b] - step[b];
            }
        }
        return step;
    }

    /// An item's H⁻¹ times what its answers' weights make of a change of the raters.
    void answerTo(int i, double[] change, double[] step) {
        int first = i * blocks.size();
        Arrays.fill(step, first, first + blocks.size(), 0);
        for (int answer = data.itemStart()[i]; answer < data.itemStart()[i + 1]; answer++) {
            int who = data.rater()[answer];
            step[level(i, who)] += weight[answer] * change[who];
        }
        solveBlock(i, step);
    }

    /// The part of Newton's decrement that is the items' own: slope' H⁻¹ slope over the blocks.
    private double itemDecrement() {
        double sum = 0;
        for (int i = 0; i < data.items(); i++) {
            int first = i * blocks.size();
            double sumOfPulled = 0;
            for (int b = first; b < first + blocks.size(); b++) {
                sum += pulled[b] * pulled[b] / e[b];
                sumOfPulled += pulled[b];
            }
            sum -= blocks.k() * sumOfPulled * sumOfPulled;
        }
        return sum;
    }

    /// log p(answers) at this spread by Laplace's approximation.
    double logEvidence() {
        return objective
                + (groups.logDeterminant() + data.items() * blocks.logDeterminant()) / 2
                - (factor().logDeterminant() + logItemBlocks) / 2;
    }

    Cholesky factor() {
        return Objects.requireNonNull(factor, "a mode");
    }

    double[] raterMode() {
        return rater;
    }

    double[] weight() {
        return weight;
    }

    double[] e() {
        return e;
    }

    double kappa(int i) {
        return kappa[i];
    }

    ItemBlocks blocks() {
        return blocks;
    }

    /// Turns a slope along an item's levels into a step, for raters that stay where they are.
    void solveBlock(int i, double[] slope) {
        double along = 0;
        for (int b = i * blocks.size(); b < (i + 1) * blocks.size(); b++) {
            along += e[b] * slope[b];
        }
        for (int b = i * blocks.size(); b < (i + 1) * blocks.size(); b++) {
            slope[b] = e[b] * (slope[b] + kappa[i] * along);
        }
    }

    double[] itemMode() {
        return item;
    }

    GroupLevels groupLevels() {
        return groups;
    }

    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
