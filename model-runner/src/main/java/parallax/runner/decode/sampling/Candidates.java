package parallax.runner.decode.sampling;

import java.util.Arrays;
import parallax.runner.SamplerSettings;

/// Tokens that may be drawn, in order of their ids, with their weights
/// exp((logit − largest) / temperature). Kept between draws, because a vocabulary is large; for one
/// thread at a time.
///
/// @see <a href="https://arxiv.org/abs/1904.09751">Holtzman et al. 2020, section 3.1: top-p</a>
/// @see <a href="https://arxiv.org/abs/2407.01082">Nguyen et al. 2024: min-p</a>
public final class Candidates {
    private int[] tokens = {};
    private double[] weights = {};
    private int count;

    /// Draws a token from a row of logits `[vocabulary]` for a uniform number in [0, 1).
    public int drawn(float[] row, SamplerSettings settings, double uniform) {
        int wanted = settings.topK() > 0 ? Math.min(settings.topK(), row.length) : row.length;
        if (weights.length < wanted) {
            weights = new double[wanted];
            tokens = new int[wanted];
        }
        double mass = wanted < row.length
                ? takeMostLikely(row, wanted, settings.temperature())
                : takeAll(row, settings.temperature(), settings.topP());
        if (settings.topP() < 1) {
            keepShare(settings.topP() * mass);
        }
        if (settings.minP() > 0) {
            // the most likely one weighs 1
            keep(settings.minP(), Integer.MAX_VALUE);
        }
        return draw(uniform);
    }

    /// @return the mass of what is taken
    private double takeMostLikely(float[] row, int k, double temperature) {
        int[] mostLikely = Logits.top(row, k);
        float largest = Logits.largest(row);
        Arrays.sort(mostLikely);
        double mass = 0;
        for (int i = 0; i < k; i++) {
            tokens[i] = mostLikely[i];
            weights[i] = Math.exp((row[mostLikely[i]] - largest) / temperature);
            mass += weights[i];
        }
        count = k;
        return mass;
    }

    /// Takes all tokens except those so light that all of them together weigh less than what top-p
    /// leaves out.
    ///
    /// @return the mass of all tokens
    private double takeAll(float[] row, double temperature, double topP) {
        double mass = Logits.weights(row, temperature, weights);
        double light = (1 - topP) * mass / row.length;
        count = 0;
        for (int i = 0; i < row.length; i++) {
            if (weights[i] >= light) {
                weights[count] = weights[i];
                tokens[count++] = i;
            }
        }
        return mass;
    }

    /// Keeps the smallest set of most likely tokens whose weight reaches a mass; at least one token. Of
    /// equally likely tokens, the one with the lower id comes first.
    private void keepShare(double wanted) {
        WeightLevels levels = WeightLevels.of(weights, count);
        int level = levels.reaching(wanted);
        int[] edge = mostLikelyFirst(levels.at(level, weights, count));
        double held = levels.massAbove(level) + weights[edge[0]];
        int last = 0;
        while (held < wanted && last + 1 < edge.length) {
            held += weights[edge[++last]];
        }
        keep(weights[edge[last]], tokens[edge[last]]);
    }

    /// @param indices in ascending order, which is that of their tokens
    private int[] mostLikelyFirst(int[] indices) {
        return Arrays.stream(indices)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Keeps the weights above a threshold and, of those equal to it, the ones up to a token.
    private void keep(double least, int lastToken) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > least || (weights[i] == least && tokens[i] <= lastToken)) {
                weights[kept] = weights[i];
                tokens[kept++] = tokens[i];
            }
        }
        count = kept;
    }

    /// The token at which the cumulated weight passes the uniform number's share. Tokens are passed in
    /// order of their ids, so that a change in the last bits of two nearly equal logits does not swap
    /// them.
    private int draw(double uniform) {
        double mass = 0;
        for (int i = 0; i < count; i++) {
            mass += weights[i];
        }
        double passed = weights[0];
        int drawn = 0;
        while (passed <= uniform * mass && drawn + 1 < count) {
            passed += weights[++drawn];
        }
        return tokens[drawn];
    }
}
