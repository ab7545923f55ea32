package parallax.generation;

import parallax.runner.GenerationRequest.Batching;
import parallax.runner.SamplerSettings;

/// How replies are drawn, as a run is asked to.
///
/// @param samples replies wanted of each prompt
/// @param seed of the random numbers, which depend on it, the prompt and the sample alone
/// @param reproducible whether every reply is computed by itself
public record Decoding(SamplerSettings sampler, int samples, long seed, boolean reproducible) {
    private static final int MOST_TOKENS = 100_000;
    private static final int MOST_SAMPLES = 1000;
    private static final double HIGHEST_TEMPERATURE = 5;

    public Decoding {
        require(sampler.temperature() <= HIGHEST_TEMPERATURE, "the temperature lies in 0 to 5");
        require(sampler.maxTokens() <= MOST_TOKENS, "the most tokens of a reply lie in 1 to 100000");
        require(samples >= 1 && samples <= MOST_SAMPLES, "the replies per prompt lie in 1 to 1000");
    }

    /// Drawn with a temperature and a top-p cut, many replies at a time.
    public static Decoding sampling(double temperature, double topP, int maxTokens, int samples, long seed) {
        boolean reproducible = false;
        return new Decoding(
                SamplerSettings.sampling(temperature, maxTokens).withTopP(topP), samples, seed, reproducible);
    }

    Batching batching() {
        return reproducible ? Batching.ALONE : Batching.SHARED;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("In a generation run " + rule + ".");
        }
    }
}
