package parallax.runner;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/// Where a generated text comes from: enough to generate it again, or to see why that is impossible. As
/// JSON it is one flat object with all that its parts hold.
///
/// @param origin what wrote it
/// @param sampler how tokens were drawn
/// @param seed the run's seed
/// @param prompt the prompt's number in the run
/// @param sample the sample's number in the prompt
/// @param course how it went
public record Provenance(
        @JsonUnwrapped Origin origin,
        SamplerSettings sampler,
        long seed,
        long prompt,
        int sample,
        @JsonUnwrapped Course course) {

    /// The version of Parallax that had it written.
    @JsonProperty("version")
    public String version() {
        return ParallaxVersion.text();
    }

    /// What wrote a text: the same for all replies of an engine.
    ///
    /// @param model the model's name for people
    /// @param modelDigest `sha256:` and the digest over all files that shape the output; for a remote
    ///     engine, what the endpoint calls its model
    /// @param adapterDigest digest of the LoRA adapter, or null without one
    /// @param precision of the weights: `fp32`, `fp16`, `int8`, `int4`, … or `unknown` for a remote
    ///     engine
    /// @param provider what computed: `CPUExecutionProvider`, `CUDAExecutionProvider`, or the endpoint
    /// @param device the machine's name for that: a processor or graphics card
    /// @param templateDigest digest of the chat template, or null where none was applied
    /// @param runtime software that ran the model, with its version
    public record Origin(
            String model,
            String modelDigest,
            @Nullable String adapterDigest,
            String precision,
            String provider,
            String device,
            @Nullable String templateDigest,
            String runtime) {}

    /// How a reply went.
    ///
    /// @param batchMode `continuous`, `static` or `alone`: whether other requests ran in the same model
    ///     runs; `remote` for a remote engine
    /// @param promptTokens length of the prompt
    /// @param reusedPromptTokens how many of them came from the cache of an equal prefix
    /// @param generatedTokens length of the reply
    /// @param timeToFirstTokenMs from leaving the queue to the first token
    /// @param durationMs from leaving the queue to the last token
    public record Course(
            String batchMode,
            int promptTokens,
            int reusedPromptTokens,
            int generatedTokens,
            double timeToFirstTokenMs,
            double durationMs) {}
}
