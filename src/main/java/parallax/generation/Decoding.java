package parallax.generation;

import parallax.runner.GenerationRequest.Batching;
import parallax.runner.SamplerSettings;

/// How replies are drawn, as a run is asked to.
///
/// @param samples replies wanted of each prompt
/// @param seed of the random numbers, which depend on it, the prompt and the sample alone
/// @param reproducible whether every reply is computed by itself
public record Decoding(SamplerSettings sampler, int samples, long seed, boolean reproducible) {
    public static final int MOST_TOKENS = 100_000;
    public static final int MOST_SAMPLES = 1000;
    public static final int HIGHEST_TEMPERATURE = 5;

    public Decoding {
        require(
                sampler.temperature() <= HIGHEST_TEMPERATURE,
                "the temperature must be between 0 and " + HIGHEST_TEMPERATURE);
        require(sampler.maxTokens() <= MOST_TOKENS, "a reply must have at most " + MOST_TOKENS + " tokens");
        require(samples >= 1 && samples <= MOST_SAMPLES, "there must be 1 to " + MOST_SAMPLES + " replies per prompt");
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
