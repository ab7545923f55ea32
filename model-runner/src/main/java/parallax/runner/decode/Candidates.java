package parallax.runner.decode;

import java.util.Arrays;

/// Tokens that may be drawn, with their weights exp((logit − largest) / temperature).
///
/// @param tokens most likely first, unless all of the vocabulary is kept
/// @param weights one per token
/// @param mass total weight of the distribution that a top-p cut refers to
/// @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2020, section 3.1: top-p</a>
/// @see <a href="https://arxiv.org/abs/2407.01082">Nguyen et al. 2024: min-p</a>
@SuppressWarnings("ArrayRecordComponent")
record Candidates(int[] tokens, double[] weights, double mass) {
    private static final int FEW = 256;

    static Candidates all(float[] row, double temperature) {
        int[] tokens = new int[row.length];
        Arrays.setAll(tokens, i -> i);
        double[] weights = weights(row, tokens, temperature);
        return new Candidates(tokens, weights, sum(weights));
    }

    /// The k most likely tokens.
    static Candidates mostLikely(float[] row, int k, double temperature) {
        int[] tokens = Logits.top(row, k);
        double[] weights = weights(row, tokens, temperature);
        return new Candidates(tokens, weights, sum(weights));
    }

    /// As many of the most likely tokens as surely hold the share p. A few hundred nearly always do, and
    /// finding them is far cheaper than sorting a vocabulary.
    static Candidates holding(double p, float[] row, double temperature) {
        double mass = all(row, temperature).mass();
        for (int k = FEW; k < row.length; k *= 8) {
            Candidates few = mostLikely(row, k, temperature);
            if (few.mass() >= p * mass) {
                return new Candidates(few.tokens(), few.weights(), mass);
            }
        }
        return mostLikely(row, row.length, temperature);
    }

    /// The smallest set of most likely tokens whose weight reaches the share p; at least one.
    Candidates withTopP(double p) {
        if (p >= 1) {
            return this;
        }
        double held = 0;
        int count = 0;
        while (count < tokens.length && held < p * mass) {
            held += weights[count++];
        }
        count = Math.max(count, 1);
        return new Candidates(Arrays.copyOf(tokens, count), Arrays.copyOf(weights, count), held);
    }

    /// Tokens at least p times as likely as the most likely one.
    Candidates withMinP(double p) {
        if (p <= 0) {
            return this;
        }
        double least = p * Arrays.stream(weights).max().orElse(0);
        int[] kept = new int[tokens.length];
        double[] keptWeights = new double[tokens.length];
        int count = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (weights[i] >= least) {
                kept[count] = tokens[i];
                keptWeights[count++] = weights[i];
            }
        }
        double[] trimmed = Arrays.copyOf(keptWeights, count);
        return new Candidates(Arrays.copyOf(kept, count), trimmed, sum(trimmed));
    }

    /// The token at which the cumulated weight passes the uniform number's share. Tokens are passed in
    /// order of their ids, so that a change in the last bits of two nearly equal logits does not swap
    /// them.
    int draw(double uniform) {
        long[] order = new long[tokens.length];
        Arrays.setAll(order, i -> ((long) tokens[i] << 32) | i);
        Arrays.sort(order);
        double target = uniform * sum(weights);
        double passed = 0;
        for (long entry : order) {
            passed += weights[(int) entry];
            if (passed > target) {
                return (int) (entry >>> 32);
            }
        }
        return (int) (order[order.length - 1] >>> 32);
    }

    private static double[] weights(float[] row, int[] tokens, double temperature) {
        float largest = row[Logits.mostLikely(row)];
        double[] weights = new double[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            weights[i] = Math.exp((row[tokens[i]] - largest) / temperature);
        }
        return weights;
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
