package parallax.analytics.aggregation;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import parallax.analytics.RandomStreams;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Workers;

/// Dawid and Skene's model by expectation maximisation: every item has one true option, every rater a
/// table of which option they choose for which true one.
///
/// The first start is the answers' shares; further ones are the shares with each weight multiplied by a
/// random draw. The likeliest end is kept.
///
/// @see <a href="https://doi.org/10.2307/2346806">Dawid, Skene 1979</a>
public final class DawidSkene {
    /// Keeps the logarithm of a probability of 0 finite, as in an answer that a rater never gave.
    private static final double LEAST = 1e-300;

    private final Answers answers;
    private final int options;
    private final double[] weights;

    /// By rater, chosen option and true option: ln P(chosen | true).
    private final double[] table;

    private final double[] prior;
    private final double[] pieceLikelihood = new double[Answers.PIECES];

    private DawidSkene(Answers answers, double[] start) {
        this.answers = answers;
        options = answers.options;
        weights = start;
        table = new double[answers.raters * options * options];
        prior = new double[options];
    }

    public static Aggregation of(RatingMatrix matrix, Fitting fitting, Workers workers) {
        Answers answers = new Answers(matrix);
        String method = "Dawid–Skene, " + fitting.restarts() + " restarts, seed " + fitting.seed();
        if (matrix.answers() == 0) {
            return new Aggregation(method, matrix.options(), answers.shares(), 0, null);
        }
        double best = Double.NEGATIVE_INFINITY;
        double[] bestWeights = new double[0];
        int bestRounds = 0;
        for (int restart = 0; restart < fitting.restarts(); restart++) {
            DawidSkene model = new DawidSkene(answers, start(answers, fitting.seed(), restart));
            double before = Double.NEGATIVE_INFINITY;
            double likelihood = model.round(workers.quietly());
            int rounds = 1;
            while (rounds < fitting.mostRounds() && !fitting.converged(before, likelihood)) {
                workers.reached((long) restart * fitting.mostRounds() + rounds, fitting.allRounds());
                before = likelihood;
                likelihood = model.round(workers.quietly());
                rounds++;
            }
            if (likelihood > best) {
                best = likelihood;
                bestWeights = model.weights;
                bestRounds = rounds;
            }
        }
        return new Aggregation(method, matrix.options(), bestWeights, bestRounds, best);
    }

    /// One round: tables from weights, then weights from tables. Returns the log-likelihood of the
    /// tables.
    private double round(Workers workers) {
        workers.run(Answers.PIECES, () -> this::fitTables);
        fitPrior();
        workers.run(Answers.PIECES, () -> this::weigh);
        return Arrays.stream(pieceLikelihood).sum();
    }

    private void fitTables(int piece) {
        int end = Answers.from(piece + 1, answers.raters);
        for (int who = Answers.from(piece, answers.raters); who < end; who++) {
            int first = who * options * options;
            Arrays.fill(table, first, first + options * options, 0);
            for (int answer = answers.raterStart[who]; answer < answers.raterStart[who + 1]; answer++) {
                int cell = first + answers.optionOfRater[answer] * options;
                int weight = answers.itemOfRater[answer] * options;
                for (int truth = 0; truth < options; truth++) {
                    table[cell + truth] += weights[weight + truth];
                }
            }
            for (int truth = 0; truth < options; truth++) {
                normaliseTable(first + truth);
            }
        }
    }

    private void normaliseTable(int first) {
        double sum = 0;
        for (int chosen = 0; chosen < options; chosen++) {
            sum += table[first + chosen * options];
        }
        for (int chosen = 0; chosen < options; chosen++) {
            int cell = first + chosen * options;
            table[cell] = Math.log(sum > 0 ? Math.max(table[cell] / sum, LEAST) : 1.0 / options);
        }
    }

    private void fitPrior() {
        Arrays.fill(prior, 0);
        double all = 0;
        for (int item = 0; item < answers.items; item++) {
            for (int truth = 0; truth < options; truth++) {
                prior[truth] += weights[item * options + truth];
                all += weights[item * options + truth];
            }
        }
        for (int truth = 0; truth < options; truth++) {
            prior[truth] = Math.log(Math.max(prior[truth] / all, LEAST));
        }
    }

    private void weigh(int piece) {
        double[] log = new double[options];
        double likelihood = 0;
        int end = Answers.from(piece + 1, answers.items);
        for (int item = Answers.from(piece, answers.items); item < end; item++) {
            if (answers.answersTo(item) > 0) {
                System.arraycopy(prior, 0, log, 0, options);
                for (int answer = answers.itemStart[item]; answer < answers.itemStart[item + 1]; answer++) {
                    int cell = (answers.rater[answer] * options + answers.option[answer]) * options;
                    for (int truth = 0; truth < options; truth++) {
                        log[truth] += table[cell + truth];
                    }
                }
                likelihood += normalise(log, weights, item * options);
            }
        }
        pieceLikelihood[piece] = likelihood;
    }

    /// Writes exp(log) scaled to sum to 1, and returns the logarithm of the sum.
    static double normalise(double[] log, double[] weights, int first) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : log) {
            most = Math.max(most, value);
        }
        double sum = 0;
        for (int k = 0; k < log.length; k++) {
            weights[first + k] = Math.exp(log[k] - most);
            sum += weights[first + k];
        }
        for (int k = 0; k < log.length; k++) {
            weights[first + k] /= sum;
        }
        return most + Math.log(sum);
    }

    private static double[] start(Answers answers, long seed, int restart) {
        double[] weights = answers.shares();
        if (restart == 0) {
            return weights;
        }
        UniformRandomProvider random = RandomStreams.of(seed, restart);
        ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(random);
        for (int item = 0; item < answers.items; item++) {
            double sum = 0;
            for (int k = 0; k < answers.options; k++) {
                weights[item * answers.options + k] *= exponential.sample();
                sum += weights[item * answers.options + k];
            }
            for (int k = 0; k < answers.options && sum > 0; k++) {
                weights[item * answers.options + k] /= sum;
            }
        }
        return weights;
    }
}
