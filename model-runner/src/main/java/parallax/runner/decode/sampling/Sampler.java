package parallax.runner.decode.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import parallax.runner.SamplerSettings;
import parallax.runner.TokenLogprob;

/// Draws the tokens of one sample. The order of steps is that of [SamplerSettings].
public final class Sampler {
    private final SamplerSettings settings;
    private final BitSet seen = new BitSet();
    private final BitSet written = new BitSet();

    public Sampler(SamplerSettings settings, int[] promptIds) {
        this.settings = settings;
        Arrays.stream(promptIds).forEach(seen::set);
    }

    /// The next token, for a uniform number in [0, 1). The row of logits `[vocabulary]` is overwritten.
    public int drawn(float[] row, double uniform, Candidates candidates) {
        penalise(row);
        int token = settings.takesMostLikely() ? Logits.mostLikely(row) : candidates.drawn(row, settings, uniform);
        seen.set(token);
        written.set(token);
        return token;
    }

    /// How likely a token is, by the model's own logits.
    public TokenLogprob logprob(float[] row, int token) {
        double normaliser = Logits.logSumExp(row);
        List<TokenLogprob.Alternative> top = new ArrayList<>();
        for (int index : Logits.top(row, settings.logprobs())) {
            top.add(new TokenLogprob.Alternative(index, row[index] - normaliser));
        }
        return new TokenLogprob(token, row[token] - normaliser, top);
    }

    private void penalise(float[] row) {
        float repetition = (float) settings.repetitionPenalty();
        if (repetition != 1) {
            for (int t = seen.nextSetBit(0); t >= 0 && t < row.length; t = seen.nextSetBit(t + 1)) {
                row[t] = row[t] > 0 ? row[t] / repetition : row[t] * repetition;
            }
        }
        float presence = (float) settings.presencePenalty();
        if (presence != 0) {
            for (int t = written.nextSetBit(0); t >= 0 && t < row.length; t = written.nextSetBit(t + 1)) {
                row[t] -= presence;
            }
        }
    }
}
