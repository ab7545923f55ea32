package parallax.analytics.crossed;

import java.util.Arrays;

/// Moves the normal distribution around the mode to where it fits the answers best on average. Where an
/// answer is rare the levels' distribution leans to one side, and its mode lies closer to the middle
/// than its mean: shares read off it are too high for what is rare. The mean here is the one for which
/// the answers that are expected, over the whole distribution and not at one point of it, agree with
/// those that were given: Σ (y − E p) − prior = 0, with the covariance kept.
///
/// @see <a href="https://doi.org/10.1016/j.csda.2023.107692">van Niekerk, Rue 2024, Low-rank variational Bayes
/// correction to
///     the Laplace method</a>
final class MeanCorrection {
    private static final int ROUNDS = 8;
    private static final double ENOUGH = 1e-4;
    /// Nodes and weights of Gauss and Hermite's rule for the standard normal density, seven of them.
    static final double[] NODES = {
        -3.750439717725742,
        -2.366759410734541,
        -1.154405394739968,
        0,
        1.154405394739968,
        2.366759410734541,
        3.750439717725742
    };

    static final double[] WEIGHTS = {
        5.48268855972218e-4,
        3.07571239675865e-2,
        .240123178605013,
        .457142857142857,
        .240123178605013,
        3.07571239675865e-2,
        5.48268855972218e-4
    };

    private final CrossedAnswers data;
    private final Laplace laplace;
    private final Around around;
    private final double[] deviation;

    private MeanCorrection(CrossedAnswers data, Laplace laplace) {
        this.data = data;
        this.laplace = laplace;
        around = new Around(data, laplace);
        deviation = new double[data.rater().length];
    }

    static void of(CrossedAnswers data, Laplace laplace) {
        MeanCorrection correction = new MeanCorrection(data, laplace);
        correction.deviations();
        for (int round = 0; round < ROUNDS; round++) {
            if (correction.move() < ENOUGH) {
                return;
            }
        }
    }

    /// Each answer's standard deviation of the logit.
    private void deviations() {
        double[][] inverse = laplace.factor().inverse();
        int blocks = laplace.blocks().size();
        for (int i = 0; i < data.items(); i++) {
            int from = data.itemStart()[i];
            int to = data.itemStart()[i + 1];
            double[][] with = new double[blocks][to - from];
            double[][] among = new double[blocks][blocks];
            for (int answer = from; answer < to; answer++) {
                double[] row = inverse[data.rater()[answer]];
                int block = laplace.block(data.rater()[answer]);
                for (int other = from; other < to; other++) {
                    with[block][other - from] += laplace.weight()[answer] * row[data.rater()[other]];
                }
            }
            for (int answer = from; answer < to; answer++) {
                int block = laplace.block(data.rater()[answer]);
                for (int b = 0; b < blocks; b++) {
                    among[b][block] += laplace.weight()[answer] * with[b][answer - from];
                }
            }
            double[][] solved = around.blockInverse(i);
            for (int answer = from; answer < to; answer++) {
                int who = data.rater()[answer];
                int block = laplace.block(who);
                double variance = inverse[who][who] + solved[block][block];
                for (int b = 0; b < blocks; b++) {
                    variance -= 2 * solved[block][b] * with[b][answer - from];
                    for (int c = 0; c < blocks; c++) {
                        variance += solved[block][b] * among[b][c] * solved[block][c];
                    }
                }
                deviation[answer] = Math.sqrt(Math.max(0, variance));
            }
        }
    }

    /// One step with the curvature of the mode; returns how far the farthest level went.
    private double move() {
        double[] raters = laplace.groupLevels().pull(laplace.raterMode());
        double[] items = around.itemPull();
        for (int r = 0; r < raters.length; r++) {
            raters[r] = -raters[r];
        }
        for (int answer = 0; answer < deviation.length; answer++) {
            int who = data.rater()[answer];
            int level = laplace.level(data.itemOf()[answer], who);
            double logit = laplace.raterMode()[who] + laplace.itemMode()[level];
            double expected = 0;
            for (int k = 0; k < NODES.length; k++) {
                expected += WEIGHTS[k] / (1 + Math.exp(-logit - deviation[answer] * NODES[k]));
            }
            double left = (data.chosen().get(answer) ? 1 : 0) - expected;
            raters[who] += left;
            items[level] += left;
        }
        around.step(raters, items);
        return Math.max(
                Arrays.stream(raters).map(Math::abs).max().orElse(0),
                Arrays.stream(items).map(Math::abs).max().orElse(0));
    }
}
