package parallax.analytics.aggregation;

import java.util.Arrays;
import java.util.function.IntConsumer;
import parallax.analytics.Threads;

/// CrowdTruth's option quality: for every ordered pair of raters who share items, how often one chooses
/// an option where the other does, weighted by the items; over pairs, weighted by both raters.
final class OptionQuality {
    private final AnswerIndex answers;
    private final double[] items;
    private final double[] raters;
    private final int options;

    OptionQuality(AnswerIndex answers, double[] items, double[] raters) {
        this.answers = answers;
        this.items = items;
        this.raters = raters;
        options = answers.options;
    }

    /// One quality for each option, NaN for an option that no pair has.
    double[] of(Threads threads) {
        double[][] agreed = new double[answers.raters][];
        double[][] paired = new double[answers.raters][];
        threads.run(answers.raters, () -> oneThread(agreed, paired));
        double[] quality = new double[options];
        for (int k = 0; k < options; k++) {
            double part = 0;
            double whole = 0;
            for (int who = 0; who < answers.raters; who++) {
                part += agreed[who][k];
                whole += paired[who][k];
            }
            quality[k] = whole > 0 ? part / whole : Double.NaN;
        }
        return quality;
    }

    private IntConsumer oneThread(double[][] agreed, double[][] paired) {
        double[] alike = new double[answers.raters * options];
        double[] given = new double[answers.raters * options];
        return who -> {
            Arrays.fill(alike, 0);
            Arrays.fill(given, 0);
            compare(who, alike, given);
            agreed[who] = new double[options];
            paired[who] = new double[options];
            for (int other = 0; other < answers.raters; other++) {
                addPair(who, other, alike, given, agreed[who], paired[who]);
            }
        };
    }

    /// For every other rater: the weight of the shared items on which `who` chose an option, and of those
    /// on which the other chose it too.
    private void compare(int who, double[] alike, double[] given) {
        for (int option = 0; option < options; option++) {
            int end = answers.chosenBy(who, option + 1);
            for (int answer = answers.chosenBy(who, option); answer < end; answer++) {
                int item = answers.item[answer];
                if (!Double.isNaN(items[item])) {
                    add(given, option, item, answers.chose(item, 0), answers.chose(item, options));
                    add(alike, option, item, answers.chose(item, option), answers.chose(item, option + 1));
                }
            }
        }
    }

    /// Adds an item's weight to a stretch of the raters who answered it.
    private void add(double[] sums, int option, int item, int from, int to) {
        for (int answer = from; answer < to; answer++) {
            sums[answers.rater[answer] * options + option] += items[item];
        }
    }

    private void addPair(int who, int other, double[] alike, double[] given, double[] agreed, double[] paired) {
        double weight = raters[who] * raters[other];
        if (who == other || !(weight > 0)) {
            return;
        }
        for (int k = 0; k < options; k++) {
            int cell = other * options + k;
            if (given[cell] > 0) {
                agreed[k] += weight * (alike[cell] / given[cell]);
                paired[k] += weight;
            }
        }
    }
}
