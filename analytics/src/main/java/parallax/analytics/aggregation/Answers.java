package parallax.analytics.aggregation;

import parallax.analytics.RatingMatrix;

/// The answers of a matrix both ways round: item by item, and rater by rater, so that a step over either
/// can be shared among threads and still add up in one order.
final class Answers {
    /// How many pieces a pass over items or raters is cut into, whatever the number of threads.
    static final int PIECES = 64;

    final int items;
    final int raters;
    final int options;
    final int[] itemStart;
    final int[] rater;
    final byte[] option;
    final int[] raterStart;
    final int[] itemOfRater;
    final byte[] optionOfRater;

    Answers(RatingMatrix matrix) {
        items = matrix.items().size();
        raters = matrix.raters().size();
        options = matrix.options().size();
        itemStart = new int[items + 1];
        rater = new int[matrix.answers()];
        option = new byte[matrix.answers()];
        raterStart = new int[raters + 1];
        for (int item = 0; item <= items; item++) {
            itemStart[item] = matrix.start(item);
        }
        for (int answer = 0; answer < rater.length; answer++) {
            rater[answer] = matrix.raterOf(answer);
            option[answer] = (byte) matrix.optionOf(answer);
            raterStart[rater[answer] + 1]++;
        }
        for (int who = 0; who < raters; who++) {
            raterStart[who + 1] += raterStart[who];
        }
        itemOfRater = new int[rater.length];
        optionOfRater = new byte[rater.length];
        int[] next = raterStart.clone();
        for (int item = 0; item < items; item++) {
            for (int answer = itemStart[item]; answer < itemStart[item + 1]; answer++) {
                int place = next[rater[answer]]++;
                itemOfRater[place] = item;
                optionOfRater[place] = option[answer];
            }
        }
    }

    int answersTo(int item) {
        return itemStart[item + 1] - itemStart[item];
    }

    int answersBy(int who) {
        return raterStart[who + 1] - raterStart[who];
    }

    /// Where a piece of `all` things begins.
    static int from(int piece, int all) {
        return (int) ((long) all * piece / PIECES);
    }

    /// The share of each option among an item's answers; 0 throughout for an item without answers.
    double[] shares() {
        double[] shares = new double[items * options];
        for (int item = 0; item < items; item++) {
            for (int answer = itemStart[item]; answer < itemStart[item + 1]; answer++) {
                shares[item * options + option[answer]] += 1.0 / answersTo(item);
            }
        }
        return shares;
    }
}
