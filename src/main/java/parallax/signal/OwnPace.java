package parallax.signal;

import java.util.Arrays;
import java.util.OptionalDouble;

/// How a rater's times compare with their own pace, and with nobody else's.
///
/// @see "Theil 1950, Sen 1968, on the median of pairwise slopes"
final class OwnPace {
    /// From so many timed items on a rater has a pace.
    static final int FEWEST = 8;

    /// Below this part of what their pace foresees an item is fast.
    static final double FAST = 1 / 3.0;

    /// More items are thinned out evenly for the slope, so that its pairs stay few.
    private static final int MOST_FOR_SLOPE = 400;

    private OwnPace() {}

    /// The share of items that took less than a third of what the rater's own pace foresees for their length.
    /// Undefined below eight items.
    ///
    /// @param characters of each item
    /// @param activeMs on each item
    static OptionalDouble shareOfFast(int[] characters, long[] activeMs) {
        int n = characters.length;
        if (n < FEWEST) {
            return OptionalDouble.empty();
        }
        double middleLength = median(Arrays.stream(characters).asDoubleStream().toArray());
        double middleTime = median(Arrays.stream(activeMs).asDoubleStream().toArray());
        double slope = Math.max(0, slope(characters, activeMs));
        int fast = 0;
        for (int i = 0; i < n; i++) {
            double foreseen = middleTime + slope * (characters[i] - middleLength);
            fast += activeMs[i] < FAST * foreseen ? 1 : 0;
        }
        return OptionalDouble.of((double) fast / n);
    }

    /// The median slope between every two items of different lengths; 0 where all have one length.
    private static double slope(int[] characters, long[] activeMs) {
        int step = 1 + (characters.length - 1) / MOST_FOR_SLOPE;
        int used = (characters.length + step - 1) / step;
        double[] slopes = new double[used * (used - 1) / 2];
        int found = 0;
        for (int i = 0; i < characters.length; i += step) {
            for (int j = 0; j < i; j += step) {
                if (characters[i] != characters[j]) {
                    slopes[found++] = (double) (activeMs[i] - activeMs[j]) / (characters[i] - characters[j]);
                }
            }
        }
        return found == 0 ? 0 : median(Arrays.copyOf(slopes, found));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
