package parallax.runner.decode;

import java.util.Arrays;
import parallax.runner.SamplerSettings;

/// Tokens that may be drawn, in order of their ids, with their weights
/// exp((logit − largest) / temperature). Kept between draws, because a vocabulary is large; for one
/// thread at a time.
///
/// @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2020, section 3.1: top-p</a>
/// @see <a href="https://arxiv.org/abs/2407.01082">Nguyen et al. 2024: min-p</a>
final class Candidates {
    private static final double UNKNOWN = -1;
    private static final int[] ALL = {};

    private int[] tokens = ALL;
    private double[] weights = {};
    private int count;

    /// Kept are weights above this one, and this one itself up to a token.
    private double leastWeight;

    private int lastToken;
    private double keptMass;

    /// Draws a token from a row of logits [vocabulary] for a uniform number in [0, 1).
    int drawn(float[] row, SamplerSettings settings, double uniform) {
        if (settings.topK() > 0 && settings.topK() < row.length) {
            takeMostLikely(row, settings.topK(), settings.temperature());
        } else {
            takeAll(row, settings.temperature());
        }
        keepShare(settings.topP());
        keepLikely(settings.minP());
        return draw(uniform);
    }

    private void takeAll(float[] row, double temperature) {
        makeRoom(row.length);
        tokens = ALL;
        Logits.weights(row, temperature, weights);
    }

    private void takeMostLikely(float[] row, int k, double temperature) {
        int[] mostLikely = Logits.top(row, k);
        makeRoom(k);
        float largest = row[mostLikely[0]];
        Arrays.sort(mostLikely);
        tokens = mostLikely;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp((row[mostLikely[i]] - largest) / temperature);
        }
    }

    private void makeRoom(int size) {
        if (weights.length < size) {
            weights = new double[size];
        }
        count = size;
        leastWeight = 0;
        lastToken = Integer.MAX_VALUE;
        keptMass = UNKNOWN;
    }

    private int token(int index) {
        return tokens == ALL ? index : tokens[index];
    }

    private boolean isKept(int index) {
        return weights[index] > leastWeight || (weights[index] == leastWeight && token(index) <= lastToken);
    }

    /// Keeps the smallest set of most likely tokens whose weight reaches the share p of the mass; at least
    /// one token. Of equally likely ones the lower id goes first.
    private void keepShare(double p) {
        if (p >= 1) {
            return;
        }
        WeightLevels levels = WeightLevels.of(weights, count);
        double wanted = p * levels.massAbove(-1);
        int level = levels.reaching(wanted);
        int[] edge = mostLikelyFirst(levels.at(level, weights, count));
        double held = levels.massAbove(level) + weights[edge[0]];
        int last = 0;
        while (held < wanted && last + 1 < edge.length) {
            held += weights[edge[++last]];
        }
        leastWeight = weights[edge[last]];
        lastToken = token(edge[last]);
        keptMass = held;
    }

    /// @param indices in ascending order, which is that of their tokens
    private int[] mostLikelyFirst(int[] indices) {
        return Arrays.stream(indices)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Keeps tokens at least p times as likely as the most likely one, whose weight is 1.
    private void keepLikely(double p) {
        if (p > leastWeight) {
            leastWeight = p;
            lastToken = Integer.MAX_VALUE;
            keptMass = UNKNOWN;
        }
    }

    /// The token at which the cumulated weight passes the uniform number's share. Tokens are passed in
    /// order of their ids, so that a change in the last bits of two nearly equal logits does not swap
    /// them.
    private int draw(double uniform) {
        double target = uniform * (keptMass == UNKNOWN ? keptMass() : keptMass);
        double passed = 0;
        int drawn = 0;
        for (int i = 0; i < count && passed <= target; i++) {
            if (isKept(i)) {
                passed += weights[i];
                drawn = i;
            }
        }
        return token(drawn);
    }

    private double keptMass() {
        double mass = 0;
        for (int i = 0; i < count; i++) {
            if (isKept(i)) {
                mass += weights[i];
            }
        }
        return mass;
    }
}
