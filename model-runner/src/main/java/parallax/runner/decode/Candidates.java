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
    /// So many of the most likely tokens usually hold any top-p share; finding them is far cheaper than
    /// ranking a vocabulary.
    private static final int FEW = 256;

    private static final int[] ALL = {};

    private int[] tokens = ALL;
    private double[] weights = {};
    private int count;

    /// Kept are weights above this one, and this one itself up to a token.
    private double leastWeight;

    private int lastToken;

    /// Draws a token from a row of logits [vocabulary] for a uniform number in [0, 1).
    int drawn(float[] row, SamplerSettings settings, double uniform) {
        double temperature = settings.temperature();
        if (settings.topK() > 0 && settings.topK() < row.length) {
            take(row, Logits.top(row, settings.topK()), temperature);
            keepShare(settings.topP(), mass());
        } else {
            takeAll(row, temperature);
            if (settings.topP() < 1) {
                double mass = mass();
                takeFewIfTheyHold(settings.topP() * mass, row, temperature);
                keepShare(settings.topP(), mass);
            }
        }
        keepLikely(settings.minP());
        return draw(uniform);
    }

    private void takeAll(float[] row, double temperature) {
        makeRoom(row.length);
        tokens = ALL;
        Logits.weights(row, temperature, weights);
    }

    private void takeFewIfTheyHold(double mass, float[] row, double temperature) {
        int[] few = Logits.top(row, FEW);
        double held = 0;
        for (int token : few) {
            held += weights[token];
        }
        if (held >= mass) {
            take(row, few, temperature);
        }
    }

    /// @param mostLikely tokens, the most likely one first; the array is used up
    private void take(float[] row, int[] mostLikely, double temperature) {
        makeRoom(mostLikely.length);
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
    }

    private int token(int index) {
        return tokens == ALL ? index : tokens[index];
    }

    private boolean isKept(int index) {
        return weights[index] > leastWeight || (weights[index] == leastWeight && token(index) <= lastToken);
    }

    /// Weight of all that was taken, four sums at once.
    private double mass() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += weights[i];
            b += weights[i + 1];
            c += weights[i + 2];
            d += weights[i + 3];
        }
        for (; i < count; i++) {
            a += weights[i];
        }
        return a + b + (c + d);
    }

    private double keptMass() {
        if (leastWeight == 0) {
            return mass();
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += isKept(i) ? weights[i] : 0;
        }
        return sum;
    }

    /// Keeps the smallest set of most likely tokens whose weight reaches the share p of the mass; at least
    /// one token. Of equally likely ones the lower id goes first.
    private void keepShare(double p, double mass) {
        if (p >= 1) {
            return;
        }
        WeightLevels levels = WeightLevels.of(weights, count);
        int level = levels.reaching(p * mass);
        int[] edge = mostLikelyFirst(levels.at(level, weights, count));
        double held = levels.massAbove(level) + weights[edge[0]];
        int last = 0;
        while (held < p * mass && last + 1 < edge.length) {
            held += weights[edge[++last]];
        }
        leastWeight = weights[edge[last]];
        lastToken = token(edge[last]);
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
        }
    }

    /// The token at which the cumulated weight passes the uniform number's share. Tokens are passed in
    /// order of their ids, so that a change in the last bits of two nearly equal logits does not swap
    /// them.
    private int draw(double uniform) {
        double target = uniform * keptMass();
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
}
