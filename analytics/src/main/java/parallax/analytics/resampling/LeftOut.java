package parallax.analytics.resampling;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.metric.GroupMetric;

/// One group's metrics without each rater, each item and each answer in turn.
///
/// Items add up, so a metric without an item is a function of all sums less the item's; and one without
/// an answer, of all sums less the item's as it was and more the item's as it then is. What leaving out
/// an answer changes depends on its item, its option, and whether the group or the others gave it, so
/// that it is computed once for many answers; a rater's changes are those of the rater's answers.
final class LeftOut {
    private final RatingMatrix matrix;
    private final Axis axis;
    private final int group;
    private final List<GroupMetric> metrics;
    private final AnswerOptions options;
    private final CountTable own;
    private final CountTable everyone;
    private final Logarithms logs;
    private final Rarefaction rarefaction = new Rarefaction();
    private final boolean contrasts;

    private final PairSums total;
    private final PairSums item;
    private final PairSums changed;
    private final PairSums[] lessOwn;
    private final PairSums[] lessOthers;
    private final long[] answers;
    private final int[] ofOwn;
    private final int[] ofAll;
    private final @Nullable PairSums[] ofRater;
    private double[] values = new double[0];

    /// How many of the group's items its answers would fill that did not choose its commonest option.
    double itemsWorthOfMinority() {
        long most = 0;
        for (int k = 0; k < options.size(); k++) {
            most = Math.max(most, own.optionTotal(k));
        }
        return own.rowsWithAtLeast(1) * (1 - (double) most / own.total());
    }

    /// By value, V(raters) + V(others' raters) − V(answers), 0 or more.
    double[] clustering(int number) {
        double[] more = new double[number];
        Arrays.setAll(
                more,
                value -> Math.max(
                        0, ofRaters.variance(value) + ofOtherRaters.variance(value) - ofAnswers.variance(value)));
        return more;
    }

    /// The values without anything left out.
    double[] values() {
        return values;
    }

    final Variation ofItems;
    final Variation ofAnswers;
    final Variation ofRaters;
    final Variation ofOtherRaters;

    /// The changes that leaving out one of something makes to each value, squared and to the fourth
    /// power.
    static final class Variation {
        final double[] squares;
        final double[] fourths;
        long number;

        Variation(int values) {
            squares = new double[values];
            fourths = new double[values];
        }

        /// The variance of a metric that this number of independent things gives it.
        double variance(int metric) {
            return number < 2 ? 0 : (number - 1.0) / number * squares[metric];
        }

        /// How many things of equal influence would vary as much: (Σ d²)²/Σ d⁴.
        double effective(int metric) {
            return fourths[metric] == 0 ? number : squares[metric] * squares[metric] / fourths[metric];
        }
    }

    LeftOut(
            RatingMatrix matrix,
            Axis axis,
            ResponseCounts counts,
            int group,
            List<GroupMetric> metrics,
            Logarithms logs,
            boolean contrasts) {
        this.matrix = matrix;
        this.axis = axis;
        this.group = group;
        this.metrics = metrics;
        this.logs = logs;
        this.contrasts = contrasts;
        options = matrix.options();
        own = counts.of(group);
        everyone = counts.everyone();
        total = sums();
        item = sums();
        changed = sums();
        lessOwn = new PairSums[options.size()];
        lessOthers = new PairSums[options.size()];
        Arrays.setAll(lessOwn, k -> sums());
        Arrays.setAll(lessOthers, k -> sums());
        answers = new long[options.size()];
        ofOwn = new int[options.size()];
        ofAll = new int[options.size()];
        ofRater = new PairSums[matrix.raters().size()];
        ofItems = new Variation(contrasts ? 2 * metrics.size() : metrics.size());
        ofAnswers = new Variation(contrasts ? 2 * metrics.size() : metrics.size());
        ofRaters = new Variation(contrasts ? 2 * metrics.size() : metrics.size());
        ofOtherRaters = new Variation(contrasts ? 2 * metrics.size() : metrics.size());
    }

    void run() {
        for (int row = 0; row < everyone.rows(); row++) {
            read(row);
            total.addItem(ofOwn, ofAll);
        }
        for (int k = 0; k < answers.length; k++) {
            answers[k] = everyone.optionTotal(k);
        }
        values = valuesOf(total, answers);
        for (int row = 0; row < everyone.rows(); row++) {
            if (everyone.rowTotal(row) > 0) {
                leaveOutOf(row);
            }
        }
        CountTable byRater = matrix.countsByRater();
        for (int who = 0; who < ofRater.length; who++) {
            PairSums without = ofRater[who];
            if (without != null) {
                without.add(total, 1);
                long[] left = answers.clone();
                for (int k = 0; k < left.length; k++) {
                    left[k] -= byRater.count(who, k);
                }
                note(axis.groupOf(who) == group ? ofRaters : ofOtherRaters, valuesOf(without, left), 1);
            }
        }
    }

    private void leaveOutOf(int row) {
        read(row);
        item.clear();
        item.addItem(ofOwn, ofAll);
        leaveOutItem();
        for (int k = 0; k < options.size(); k++) {
            leaveOutAnswers(lessOwn[k], k, ofOwn[k], 1);
            leaveOutAnswers(lessOthers[k], k, ofAll[k] - ofOwn[k], 0);
        }
        for (int answer = matrix.start(row); answer < matrix.start(row + 1); answer++) {
            int who = matrix.raterOf(answer);
            if (axis.groupOf(who) >= 0) {
                PairSums changes = ofRater[who];
                if (changes == null) {
                    changes = sums();
                    ofRater[who] = changes;
                }
                changes.add((axis.groupOf(who) == group ? lessOwn : lessOthers)[matrix.optionOf(answer)], 1);
            }
        }
    }

    private void leaveOutItem() {
        changed.clear();
        changed.add(total, 1);
        changed.add(item, -1);
        long[] left = answers.clone();
        for (int k = 0; k < left.length; k++) {
            left[k] -= ofAll[k];
        }
        note(ofItems, valuesOf(changed, left), 1);
    }

    /// Works out what leaving out one answer of an option changes in the sums.
    ///
    /// @param times   how many such answers the item has
    /// @param fromOwn 1 when the group gave them, 0 when the others did
    private void leaveOutAnswers(PairSums change, int option, int times, int fromOwn) {
        if (times > 0) {
            change.clear();
            ofOwn[option] -= fromOwn;
            ofAll[option]--;
            change.addItem(ofOwn, ofAll);
            ofOwn[option] += fromOwn;
            ofAll[option]++;
            change.add(item, -1);
            changed.clear();
            changed.add(total, 1);
            changed.add(change, 1);
            answers[option]--;
            note(ofAnswers, valuesOf(changed, answers), times);
            answers[option]++;
        }
    }

    private void note(Variation variation, double[] without, int times) {
        variation.number += times;
        for (int metric = 0; metric < without.length; metric++) {
            double change = without[metric] - values[metric];
            double squared = change * change;
            variation.squares[metric] += times * squared;
            variation.fourths[metric] += times * squared * squared;
        }
    }

    private void read(int row) {
        for (int k = 0; k < ofOwn.length; k++) {
            ofOwn[k] = own.count(row, k);
            ofAll[k] = everyone.count(row, k);
        }
    }

    private double[] valuesOf(PairSums sums, long[] counted) {
        return sums.values(metrics, counted);
    }

    private PairSums sums() {
        return new PairSums(options, logs, rarefaction, contrasts);
    }
}
