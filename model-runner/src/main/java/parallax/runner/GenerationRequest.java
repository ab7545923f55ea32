package parallax.runner;

import java.util.List;

/// A request for one sample of one prompt.
///
/// The random numbers of the sample depend only on (`seed`, `prompt`, `sample`, token position), so the
/// same request draws the same numbers whatever runs beside it.
///
/// @param prompt the prompt's number within the run, from 0
/// @param sample the sample's number within the prompt, from 0
/// @param input what the model continues
/// @param sampler how tokens are drawn, and when to stop
/// @param seed the run's seed
/// @param batching whether the sample may share its model runs with others
/// @param choices the only texts that the reply may be, each a token of its own, such as letters; empty
///     for a free reply
public record GenerationRequest(
        long prompt,
        int sample,
        ModelInput input,
        SamplerSettings sampler,
        long seed,
        Batching batching,
        List<String> choices) {
    public GenerationRequest {
        choices = List.copyOf(choices);
        if (choices.size() == 1 || choices.stream().distinct().count() < choices.size()) {
            throw new IllegalArgumentException("a reply is chosen among at least two different texts, not " + choices);
        }
        if (prompt < 0 || sample < 0) {
            throw new IllegalArgumentException(
                    "prompt and sample are numbered from 0, but were " + prompt + " and " + sample);
        }
    }

    public GenerationRequest(
            long prompt, int sample, ModelInput input, SamplerSettings sampler, long seed, Batching batching) {
        this(prompt, sample, input, sampler, seed, batching, List.of());
    }

    public GenerationRequest(long prompt, int sample, ModelInput input, SamplerSettings sampler, long seed) {
        this(prompt, sample, input, sampler, seed, Batching.SHARED);
    }

    /// The same request for one of some texts.
    public GenerationRequest among(List<String> texts) {
        return new GenerationRequest(prompt, sample, input, sampler, seed, batching, texts);
    }

    /// Whether a sample runs together with others.
    public enum Batching {
        /// Together with whatever else is queued: fastest. The last bits of its logits, and for
        /// dynamically quantised models more than that, may depend on its neighbours.
        SHARED,
        /// Alone, from an empty cache: the same machine, model and request give the same tokens.
        ALONE
    }
}
