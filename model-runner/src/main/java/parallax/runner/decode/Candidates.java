package parallax.runner.decode;

import java.util.Arrays;
import parallax.runner.SamplerSettings;

/// Tokens that may be drawn, in order of their ids, with their weights
/// exp((logit − largest) / temperature). Kept between draws, because a vocabulary is large.
///
/// @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2020, section 3.1: top-p</a>
/// @see <a href="https://arxiv.org/abs/2407.01082">Nguyen et al. 2024: min-p</a>
final class Candidates {
    /// So many of the most likely tokens usually hold any top-p share; finding them is far cheaper than
    /// ranking a vocabulary.
    private static final int FEW = 256;

    private int[] tokens = {};
    private double[] weights = {};
    private int count;

    /// Draws a token from a row of logits [vocabulary] for a uniform number in [0, 1).
    int drawn(float[] row, SamplerSettings settings, double uniform) {
        double temperature = settings.temperature();
        if (settings.topK() > 0 && settings.topK() < row.length) {
            take(row, Logits.top(row, settings.topK()), temperature);
            keepShare(settings.topP(), sum());
        } else if (settings.topP() < 1) {
            double mass = Logits.mass(row, temperature);
            take(row, Logits.top(row, FEW), temperature);
            if (sum() < settings.topP() * mass) {
                takeAll(row, temperature);
            }
            keepShare(settings.topP(), mass);
        } else {
            takeAll(row, temperature);
        }
        keepLikely(settings.minP());
        return draw(uniform);
    }

    private void takeAll(float[] row, double temperature) {
        makeRoom(row.length);
        Arrays.setAll(tokens, i -> i);
        count = row.length;
        Logits.weights(row, 0, count, row[Logits.mostLikely(row)], temperature, weights);
    }

    /// @param mostLikely tokens, the most likely one first
    private void take(float[] row, int[] mostLikely, double temperature) {
        makeRoom(mostLikely.length);
        count = mostLikely.length;
        float largest = row[mostLikely[0]];
        Arrays.sort(mostLikely);
        for (int i = 0; i < count; i++) {
            tokens[i] = mostLikely[i];
            weights[i] = Math.exp((row[mostLikely[i]] - largest) / temperature);
        }
    }

    private void makeRoom(int size) {
        if (tokens.length < size) {
            tokens = new int[size];
            weights = new double[size];
        }
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i];
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
        double held = levels.massAbove(level);
        int[] edge = levels.at(level, weights, count);
        sortByWeight(edge);
        int last = 0;
        held += weights[edge[0]];
        while (held < p * mass && last + 1 < edge.length) {
            held += weights[edge[++last]];
        }
        double leastWeight = weights[edge[last]];
        int lastToken = tokens[edge[last]];
        keep(leastWeight, lastToken);
    }

    private void sortByWeight(int[] indices) {
        Integer[] order = Arrays.stream(indices).boxed().toArray(Integer[]::new);
        // stable, and indices come in order of their tokens
        Arrays.sort(order, (a, b) -> Double.compare(weights[b], weights[a]));
        Arrays.setAll(indices, i -> order[i]);
    }

    /// Keeps tokens at least p times as likely as the most likely one.
    private void keepLikely(double p) {
        if (p > 0) {
            double largest = 0;
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, weights[i]);
            }
            keep(p * largest, Integer.MAX_VALUE);
        }
    }

    /// Keeps weights above the least, and the least itself up to a token.
    private void keep(double least, int lastToken) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > least || (weights[i] == least && tokens[i] <= lastToken)) {
                tokens[kept] = tokens[i];
                weights[kept++] = weights[i];
            }
        }
        count = kept;
    }

    /// The token at which the cumulated weight passes the uniform number's share. Tokens are passed in
    /// order of their ids, so that a change in the last bits of two nearly equal logits does not swap
    /// them.
    private int draw(double uniform) {
        double target = uniform * sum();
        double passed = 0;
        for (int i = 0; i < count; i++) {
            passed += weights[i];
            if (passed > target) {
                return tokens[i];
            }
        }
        return tokens[count - 1];
    }
}
