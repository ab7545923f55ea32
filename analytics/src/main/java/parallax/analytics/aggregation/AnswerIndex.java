package parallax.analytics.aggregation;

import parallax.analytics.RatingMatrix;

/// The answers of a matrix in two orders: by item and option, and by rater and option. A pass over either reads
/// straight
/// through, can be shared among threads, and still adds up in one order.
final class AnswerIndex {
    /// How many pieces a pass over items or raters is cut into, whatever the number of threads.
    static final int PIECES = 64;

    final int items;
    final int raters;
    final int options;

    /// Those who chose an option for an item, from [#chose(int, int)] on.
    final int[] rater;

    /// The items for which a rater chose an option, from [#chosenBy(int, int)] on.
    final int[] item;

    private final int[] ofItem;
    private final int[] ofRater;

    AnswerIndex(RatingMatrix matrix) {
        items = matrix.items().size();
        raters = matrix.raters().size();
        options = matrix.options().size();
        rater = new int[matrix.answers()];
        item = new int[matrix.answers()];
        ofItem = new int[items * options + 1];
        ofRater = new int[raters * options + 1];
        count(matrix);
        int[] next = ofItem.clone();
        int[] nextOfRater = ofRater.clone();
        for (int of = 0; of < items; of++) {
            for (int answer = matrix.start(of); answer < matrix.start(of + 1); answer++) {
                int who = matrix.raterOf(answer);
                int option = matrix.optionOf(answer);
                rater[next[of * options + option]++] = who;
                item[nextOfRater[who * options + option]++] = of;
            }
        }
    }

    private void count(RatingMatrix matrix) {
        for (int of = 0; of < items; of++) {
            for (int answer = matrix.start(of); answer < matrix.start(of + 1); answer++) {
                int option = matrix.optionOf(answer);
                ofItem[of * options + option + 1]++;
                ofRater[matrix.raterOf(answer) * options + option + 1]++;
            }
        }
        for (int cell = 0; cell + 1 < ofItem.length; cell++) {
            ofItem[cell + 1] += ofItem[cell];
        }
        for (int cell = 0; cell + 1 < ofRater.length; cell++) {
            ofRater[cell + 1] += ofRater[cell];
        }
    }

    /// Where those who chose an option for an item begin in [#rater]; they end where the next option
    /// begins, whose number may be one past the last.
    int chose(int of, int option) {
        return ofItem[of * options + option];
    }

    /// Where the items for which a rater chose an option begin in [#item]; they end in the same way.
    int chosenBy(int who, int option) {
        return ofRater[who * options + option];
    }

    int answersTo(int of) {
        return chose(of, options) - chose(of, 0);
    }

    int answersBy(int who) {
        return chosenBy(who, options) - chosenBy(who, 0);
    }

    /// The sum of values, by rater from `first` on, over those who chose an option for an item.
    double sumOverRaters(double[] values, int first, int of, int option) {
        int end = chose(of, option + 1);
        double sum = 0;
        for (int answer = chose(of, option); answer < end; answer++) {
            sum += values[first + rater[answer]];
        }
        return sum;
    }

    /// The sum of values, by item from `first` on, over the items for which a rater chose an option.
    double sumOverItems(double[] values, int first, int who, int option) {
        int end = chosenBy(who, option + 1);
        double sum = 0;
        for (int answer = chosenBy(who, option); answer < end; answer++) {
            sum += values[first + item[answer]];
        }
        return sum;
    }

    /// Where a piece of `all` things begins.
    static int from(int piece, int all) {
        return (int) ((long) all * piece / PIECES);
    }

    /// The share of each option among an item's answers; 0 throughout for an item without answers.
    double[] shares() {
        double[] shares = new double[items * options];
        for (int of = 0; of < items; of++) {
            for (int k = 0; k < options && answersTo(of) > 0; k++) {
                shares[of * options + k] = (double) (chose(of, k + 1) - chose(of, k)) / answersTo(of);
            }
        }
        return shares;
    }
}
