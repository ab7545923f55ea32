package parallax.analytics.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import parallax.analytics.RandomStreams;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// Dawid and Skene's model by expectation maximisation: every item has one true option, every rater a
/// table of which option they choose for which true one.
///
/// The first start is the answers' shares; further ones are the shares with each weight multiplied by a
/// random draw. Which end is kept: [Ends].
///
/// @see <a href="https://doi.org/10.2307/2346806">Dawid, Skene 1979</a>
public final class DawidSkene {
    /// Keeps the logarithm of a probability of 0 finite, as in an answer that a rater never gave.
    private static final double LEAST = 1e-300;

    private final AnswerIndex answers;
    private final int options;
    /// By option and item: how likely the option is the item's true one.
    private final double[] weights;

    /// By true option, chosen option and rater: ln P(chosen | true).
    private final double[] table;

    private final double[] prior;
    private final double[] pieceLikelihood = new double[AnswerIndex.PIECES];

    private DawidSkene(AnswerIndex answers, double[] weights) {
        this.answers = answers;
        this.weights = weights;
        options = answers.options;
        table = new double[answers.raters * options * options];
        prior = new double[options];
    }

    public static Aggregation of(RatingMatrix matrix, Fitting fitting, Threads threads) {
        AnswerIndex answers = new AnswerIndex(matrix);
        if (matrix.answers() == 0) {
            return Aggregation.byItem("Dawid–Skene", matrix.options(), answers.shares(), 0, null);
        }
        List<Aggregation> ends = new ArrayList<>();
        for (int restart = 0; restart < fitting.restarts(); restart++) {
            DawidSkene model = new DawidSkene(answers, start(answers, fitting.seed(), restart));
            double before = Double.NEGATIVE_INFINITY;
            double likelihood = model.round(threads.quietly());
            int rounds = 1;
            while (rounds < fitting.mostRounds() && !fitting.converged(before, likelihood)) {
                threads.reached((long) restart * fitting.mostRounds() + rounds, fitting.allRounds());
                before = likelihood;
                likelihood = model.round(threads.quietly());
                rounds++;
            }
            ends.add(Aggregation.byOption("Dawid–Skene", matrix.options(), model.weights, rounds, likelihood));
        }
        return new Ends(ends, matrix).best("Dawid–Skene", fitting);
    }

    /// One round: tables from weights, then weights from tables. Returns the log-likelihood of the
    /// tables.
    private double round(Threads threads) {
        threads.run(AnswerIndex.PIECES, () -> this::fitTables);
        fitPrior();
        threads.run(AnswerIndex.PIECES, () -> this::weigh);
        return Arrays.stream(pieceLikelihood).sum();
    }

    private void fitTables(int piece) {
        int end = AnswerIndex.from(piece + 1, answers.raters);
        for (int who = AnswerIndex.from(piece, answers.raters); who < end; who++) {
            for (int truth = 0; truth < options; truth++) {
                double sum = 0;
                for (int chosen = 0; chosen < options; chosen++) {
                    double weight = answers.sumOverItems(weights, truth * answers.items, who, chosen);
                    table[cell(truth, chosen) + who] = weight;
                    sum += weight;
                }
                for (int chosen = 0; chosen < options; chosen++) {
                    int at = cell(truth, chosen) + who;
                    table[at] = Math.log(sum > 0 ? Math.max(table[at] / sum, LEAST) : 1.0 / options);
                }
            }
        }
    }

    /// Where the raters' chances of choosing one option for another begin in the table.
    private int cell(int truth, int chosen) {
        return (truth * options + chosen) * answers.raters;
    }

    private void fitPrior() {
        double all = 0;
        for (int truth = 0; truth < options; truth++) {
            prior[truth] = Arrays.stream(weights, truth * answers.items, (truth + 1) * answers.items)
                    .sum();
            all += prior[truth];
        }
        for (int truth = 0; truth < options; truth++) {
            prior[truth] = Math.log(Math.max(prior[truth] / all, LEAST));
        }
    }

    private void weigh(int piece) {
        double[] log = new double[options];
        double likelihood = 0;
        int end = AnswerIndex.from(piece + 1, answers.items);
        for (int item = AnswerIndex.from(piece, answers.items); item < end; item++) {
            if (answers.answersTo(item) > 0) {
                for (int truth = 0; truth < options; truth++) {
                    log[truth] = prior[truth] + evidence(item, truth);
                }
                likelihood += normalise(log);
                for (int truth = 0; truth < options; truth++) {
                    weights[truth * answers.items + item] = log[truth];
                }
            }
        }
        pieceLikelihood[piece] = likelihood;
    }

    /// The log-likelihood of an item's answers, were an option the true one.
    private double evidence(int item, int truth) {
        double sum = 0;
        for (int chosen = 0; chosen < options; chosen++) {
            sum += answers.sumOverRaters(table, cell(truth, chosen), item, chosen);
        }
        return sum;
    }

    /// Replaces logarithms by their exponentials scaled to sum to 1, and returns the logarithm of the
    /// sum.
    static double normalise(double[] log) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : log) {
            most = Math.max(most, value);
        }
        double sum = 0;
        for (int k = 0; k < log.length; k++) {
            log[k] = Math.exp(log[k] - most);
            sum += log[k];
        }
        for (int k = 0; k < log.length; k++) {
            log[k] /= sum;
        }
        return most + Math.log(sum);
    }

    private static double[] start(AnswerIndex answers, long seed, int restart) {
        double[] shares = answers.shares();
        double[] weights = new double[shares.length];
        ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(RandomStreams.of(seed, restart));
        for (int item = 0; item < answers.items; item++) {
            double sum = 0;
            for (int k = 0; k < answers.options; k++) {
                double weight = shares[item * answers.options + k] * (restart == 0 ? 1 : exponential.sample());
                weights[k * answers.items + item] = weight;
                sum += weight;
            }
            for (int k = 0; k < answers.options && sum > 0; k++) {
                weights[k * answers.items + item] /= sum;
            }
        }
        return weights;
    }
}
