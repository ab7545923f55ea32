package parallax.analytics.crossed;

import java.util.Random;

/// The same posterior by another way: Metropolis within Gibbs, one level after another, with no
/// approximation but its own chance. For small data.
final class PlainSampler {
    private final CrossedAnswers data;
    private final GroupPrior prior;
    private final Random random;
    private final double[] effects;
    private final double[] rater;
    private final double[] item;
    private final double[] own;
    private final double[] logSpread = {0, 0, -.5, -.5};
    private final int groups;

    PlainSampler(CrossedAnswers data, GroupPrior prior, long seed) {
        this.data = data;
        this.prior = prior;
        random = new Random(seed);
        groups = data.groups();
        effects = new double[prior.design()[0].length];
        rater = new double[data.raters()];
        item = new double[data.items()];
        own = new double[data.items() * groups];
    }

    /// Sweeps over everything.
    void sweep() {
        for (int k = 0; k < effects.length; k++) {
            move(effects, k, .5, Math.sqrt(prior.variances(spread())[k]));
        }
        for (int k = 0; k < rater.length; k++) {
            move(rater, k, 1, Math.exp(logSpread[0]));
        }
        for (int k = 0; k < item.length; k++) {
            move(item, k, 1, Math.exp(logSpread[1]));
        }
        for (int k = 0; k < own.length; k++) {
            move(own, k, 1, Math.exp(logSpread[2]));
        }
        int first = effects.length - groups;
        for (int which = 0; which < 4; which++) {
            double[] of = which == 0 ? rater : which == 1 ? item : which == 2 ? own : effects;
            moveSpread(which, of, which == 3 ? first : 0);
        }
    }

    private void move(double[] of, int k, double width, double deviation) {
        double before = of[k];
        double was = logLikelihood(of, k) - before * before / (2 * deviation * deviation);
        of[k] = before + width * random.nextGaussian();
        double is = logLikelihood(of, k) - of[k] * of[k] / (2 * deviation * deviation);
        if (Math.log(random.nextDouble()) > is - was) {
            of[k] = before;
        }
    }

    private void moveSpread(int which, double[] of, int first) {
        double before = logSpread[which];
        double was = logPrior(before, of, first);
        double there = before + .4 * random.nextGaussian();
        if (Math.log(random.nextDouble()) < logPrior(there, of, first) - was) {
            logSpread[which] = there;
        }
    }

    private static double logPrior(double log, double[] of, int first) {
        double sum = log - Math.exp(log);
        for (int k = first; k < of.length; k++) {
            sum -= of[k] * of[k] / (2 * Math.exp(2 * log)) + log;
        }
        return sum;
    }

    /// The part of the likelihood that a number bears on.
    private double logLikelihood(double[] of, int k) {
        double sum = 0;
        int from = of == item ? k : of == own ? k / groups : 0;
        int to = of == item || of == own ? from + 1 : data.items();
        for (int i = from; i < to; i++) {
            for (int answer = data.itemStart()[i]; answer < data.itemStart()[i + 1]; answer++) {
                int r = data.rater()[answer];
                int g = data.groupOf()[r];
                if ((of == rater && r != k) || (of == own && g != k % groups)) {
                    continue;
                }
                double logit = level(g) + rater[r] + item[i] + own[i * groups + g];
                sum -= Math.log1p(Math.exp(data.chosen().get(answer) ? -logit : logit));
            }
        }
        return sum;
    }

    private double level(int group) {
        double level = 0;
        for (int k = 0; k < effects.length; k++) {
            level += prior.design()[group][k] * effects[k];
        }
        return level;
    }

    /// What raters like those of a group would choose of these items.
    double share(int group) {
        LogisticNormal average = new LogisticNormal(Math.exp(logSpread[0]));
        double share = 0;
        for (int i = 0; i < item.length; i++) {
            share += average.at(level(group) + item[i] + own[i * groups + group]) / item.length;
        }
        return share;
    }

    Spread spread() {
        return new Spread(
                Math.exp(logSpread[0]), Math.exp(logSpread[1]), Math.exp(logSpread[2]), Math.exp(logSpread[3]));
    }
}
