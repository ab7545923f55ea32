package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.decode.sampling.Candidates;
import parallax.runner.decode.sampling.RandomNumbers;
import parallax.runner.decode.sampling.Sampler;

/// The same request answered twice, in batches of different shapes. The last bits of fp32 logits depend
/// on the shape and on the processor, so that a random number which falls on the very border between
/// two tokens may draw either.
final class SameDraws {
    /// Beyond what the last bits of the models' logits make, and far below what any mistake does.
    private static final double LAST_BITS = 1e-4;

    private static final int TRIES = 500;

    private SameDraws() {}

    /// The tokens are the same up to a place, if there is one, where logits that differ in the last
    /// bits draw either.
    static void assertSame(RuntimeReference model, GenerationRequest request, int[] one, int[] other, String what) {
        int at = Arrays.mismatch(one, other);
        if (at < 0) {
            return;
        }
        assertTrue(at < Math.min(one.length, other.length), what + ": one reply ends earlier");
        int[] prompt = ((ModelInput.TokenIds) request.input()).ids();
        float[] logits = model.logitsAfter(prompt, Arrays.copyOf(one, at));
        Set<Integer> drawn = drawnNear(logits, request, prompt, at);
        assertTrue(
                drawn.contains(one[at]) && drawn.contains(other[at]),
                what + ", token " + at + ": " + one[at] + " and " + other[at] + ", but nearby logits draw " + drawn);
    }

    private static Set<Integer> drawnNear(float[] logits, GenerationRequest request, int[] prompt, int position) {
        double uniform = new RandomNumbers(request.seed(), request.prompt(), request.sample()).at(position);
        Random random = new Random(position);
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            float[] moved = logits.clone();
            for (int token = 0; token < moved.length; token++) {
                moved[token] += (float) (LAST_BITS * (2 * random.nextDouble() - 1));
            }
            drawn.add(new Sampler(request.sampler(), prompt).drawn(moved, uniform, new Candidates()));
        }
        return drawn;
    }
}
