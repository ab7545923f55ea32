package parallax.runner.decode.sampling;

import java.util.Arrays;

/// How the weights are distributed: weights in `[0, 1]` counted into levels, 64 per halving. It finds
/// the weight at which a sum is reached without sorting a vocabulary.
final class WeightLevels {
    private static final int MANTISSA_BITS = 6;
    private static final int HALVINGS = 60;
    private static final int LEVELS = HALVINGS << MANTISSA_BITS;
    private static final int HIGHEST = levelBits(1.0);

    private final double[] mass = new double[LEVELS];

    private WeightLevels() {}

    static WeightLevels of(double[] weights, int count) {
        WeightLevels levels = new WeightLevels();
        // two sums in turn, so that equal weights need not wait for each other
        double[] odd = new double[LEVELS];
        for (int i = 0; i + 1 < count; i += 2) {
            levels.mass[level(weights[i])] += weights[i];
            odd[level(weights[i + 1])] += weights[i + 1];
        }
        if (count % 2 == 1) {
            odd[level(weights[count - 1])] += weights[count - 1];
        }
        for (int level = 0; level < LEVELS; level++) {
            levels.mass[level] += odd[level];
        }
        return levels;
    }

    private static int levelBits(double weight) {
        return (int) (Double.doubleToRawLongBits(weight) >>> (52 - MANTISSA_BITS));
    }

    /// Level 0 holds everything below 2⁻⁶⁰, which is nothing beside the largest weight of 1.
    private static int level(double weight) {
        return Math.clamp(levelBits(weight) - HIGHEST + LEVELS - 1, 0, LEVELS - 1);
    }

    /// The level at which the sum from the top reaches a mass or, if none does, the lowest level that
    /// is not empty.
    int reaching(double wanted) {
        double held = 0;
        int lowest = LEVELS - 1;
        for (int level = LEVELS - 1; level >= 0; level--) {
            held += mass[level];
            if (mass[level] > 0) {
                lowest = level;
            }
            if (held >= wanted && mass[level] > 0) {
                return level;
            }
        }
        return lowest;
    }

    double massAbove(int level) {
        double held = 0;
        for (int above = LEVELS - 1; above > level; above--) {
            held += mass[above];
        }
        return held;
    }

    /// Indices of the weights at a level, in order.
    int[] at(int level, double[] weights, int count) {
        int[] indices = new int[16];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (level(weights[i]) == level) {
                if (found == indices.length) {
                    indices = Arrays.copyOf(indices, 2 * found);
                }
                indices[found++] = i;
            }
        }
        return Arrays.copyOf(indices, found);
    }
}
