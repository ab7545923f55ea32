package parallax.generation;

import parallax.runner.SamplerSettings;

/// How replies are drawn, as a run is asked to.
///
/// @param samples replies wanted of each prompt
public record Decoding(double temperature, double topP, int maxTokens, int samples, long seed) {
    public Decoding {
        require(temperature >= 0 && temperature <= 5, "the temperature lies in 0 to 5");
        require(topP > 0 && topP <= 1, "top-p lies above 0 and up to 1");
        require(maxTokens >= 1 && maxTokens <= 100_000, "the most tokens of a reply lie in 1 to 100000");
        require(samples >= 1 && samples <= 1000, "the replies per prompt lie in 1 to 1000");
    }

    SamplerSettings sampler() {
        return SamplerSettings.sampling(temperature, maxTokens).withTopP(topP);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("In a generation run " + rule + ".");
        }
    }
}
