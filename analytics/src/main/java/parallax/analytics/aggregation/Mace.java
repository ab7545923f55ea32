package parallax.analytics.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.rng.UniformRandomProvider;
import parallax.analytics.Progress;
import parallax.analytics.RandomStreams;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;

/// MACE by variational Bayes: every item has one true option, every rater either copies it or answers
/// from a habit of their own.
///
/// With the priors of the original program: Beta(.5, .5) on copying, Dirichlet(10) on the habit. A
/// start is random copying rates and habits; the likeliest end over restarts is kept. Restarts run side
/// by side.
///
/// @see <a href="https://aclanthology.org/N13-1132">Hovy et al. 2013</a>
public final class Mace {
    private static final double COPYING_PRIOR = 0.5;
    private static final double HABIT_PRIOR = 10;

    private final AnswerIndex answers;
    private final int options;

    /// By option and item: how likely the option is the item's true one.
    private final double[] weights;

    /// By rater: the (improper, variational) chance of copying and of answering from habit.
    private final double[] copying;

    private final double[] habitual;

    /// By option and rater: the chance of the option when answering from habit.
    private final double[] habit;

    private Mace(AnswerIndex answers, UniformRandomProvider random) {
        this.answers = answers;
        options = answers.options;
        weights = new double[answers.items * options];
        copying = new double[answers.raters];
        habitual = new double[answers.raters];
        habit = new double[answers.raters * options];
        for (int who = 0; who < answers.raters; who++) {
            copying[who] = 0.5 + 0.4 * (random.nextDouble() - 0.5);
            habitual[who] = 1 - copying[who];
            double sum = 0;
            for (int k = 0; k < options; k++) {
                habit[cell(k, who)] = 1 + random.nextDouble();
                sum += habit[cell(k, who)];
            }
            for (int k = 0; k < options; k++) {
                habit[cell(k, who)] /= sum;
            }
        }
    }

    public static Aggregation of(RatingMatrix matrix, Fitting fitting, Threads threads) {
        AnswerIndex answers = new AnswerIndex(matrix);
        Aggregation[] ends = new Aggregation[fitting.restarts()];
        String method = "MACE";
        if (matrix.answers() == 0) {
            return Aggregation.byItem(method, matrix.options(), answers.shares(), 0, null);
        }
        if (fitting.restarts() == 1) {
            ends[0] = fit(answers, matrix, fitting, 0, method, threads);
        } else {
            Threads alone = new Threads(1, Progress.SILENT);
            IntConsumer restart = number -> ends[number] = fit(answers, matrix, fitting, number, method, alone);
            threads.run(ends.length, () -> restart);
        }
        return new Ends(List.of(ends), matrix).best(method, fitting);
    }

    private static Aggregation fit(
            AnswerIndex answers, RatingMatrix matrix, Fitting fitting, int restart, String method, Threads threads) {
        Mace model = new Mace(answers, RandomStreams.of(fitting.seed(), restart));
        double before = Double.NEGATIVE_INFINITY;
        double likelihood = model.round(threads);
        int rounds = 1;
        while (rounds < fitting.mostRounds() && !fitting.converged(before, likelihood)) {
            threads.reached(rounds, fitting.mostRounds());
            before = likelihood;
            likelihood = model.round(threads);
            rounds++;
        }
        return Aggregation.byOption(method, matrix.options(), model.weights, rounds, likelihood);
    }

    /// One round: weights of the options from the raters' rates, then rates from weights. Returns the
    /// log-likelihood.
    ///
    /// Every answer could be habit; an answer of the true option could be a copy too, which gains it
    /// ln(1 + copy/habit).
    private double round(Threads threads) {
        double[] gain = new double[habit.length];
        double[] share = new double[habit.length];
        double habits = 0;
        for (int who = 0; who < answers.raters; who++) {
            for (int k = 0; k < options; k++) {
                double fromHabit = habitual[who] * habit[cell(k, who)];
                double either = fromHabit + copying[who];
                double floor = Math.log(fromHabit);
                gain[cell(k, who)] = Math.log(either) - floor;
                share[cell(k, who)] = copying[who] / either;
                habits += floor * (answers.chosenBy(who, k + 1) - answers.chosenBy(who, k));
            }
        }
        double[] likelihood = new double[AnswerIndex.PIECES];
        threads.quietly().run(AnswerIndex.PIECES, () -> piece -> likelihood[piece] = weigh(piece, gain));
        threads.quietly().run(AnswerIndex.PIECES, () -> piece -> fitRaters(piece, share));
        return habits + Arrays.stream(likelihood).sum();
    }

    private double weigh(int piece, double[] gain) {
        double[] log = new double[options];
        double likelihood = 0;
        int end = AnswerIndex.from(piece + 1, answers.items);
        for (int item = AnswerIndex.from(piece, answers.items); item < end; item++) {
            if (answers.answersTo(item) > 0) {
                for (int k = 0; k < options; k++) {
                    log[k] = answers.sumOverRaters(gain, cell(k, 0), item, k) - Math.log(options);
                }
                likelihood += DawidSkene.normalise(log);
                for (int k = 0; k < options; k++) {
                    weights[k * answers.items + item] = log[k];
                }
            }
        }
        return likelihood;
    }

    /// @param share by option and rater: the chance that an answer of the true option was a copy
    private void fitRaters(int piece, double[] share) {
        int end = AnswerIndex.from(piece + 1, answers.raters);
        for (int who = AnswerIndex.from(piece, answers.raters); who < end; who++) {
            double copies = 0;
            double habits = 0;
            for (int k = 0; k < options; k++) {
                double trusted = answers.sumOverItems(weights, k * answers.items, who, k);
                double copied = trusted * share[cell(k, who)];
                habit[cell(k, who)] = answers.chosenBy(who, k + 1) - answers.chosenBy(who, k) - copied;
                copies += copied;
                habits += habit[cell(k, who)];
            }
            double all = Digamma.value(copies + habits + 2 * COPYING_PRIOR);
            copying[who] = Math.exp(Digamma.value(copies + COPYING_PRIOR) - all);
            habitual[who] = Math.exp(Digamma.value(habits + COPYING_PRIOR) - all);
            double anyHabit = Digamma.value(habits + options * HABIT_PRIOR);
            for (int k = 0; k < options; k++) {
                habit[cell(k, who)] = Math.exp(Digamma.value(habit[cell(k, who)] + HABIT_PRIOR) - anyHabit);
            }
        }
    }

    private int cell(int option, int who) {
        return option * answers.raters + who;
    }
}
