package parallax.runner;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
/// @param answered when, and what a served model says of itself
/// @param room what requests could take; null for a remote engine
public record Provenance(
        @JsonUnwrapped Origin origin,
        SamplerSettings sampler,
        long seed,
        long prompt,
        int sample,
        @JsonUnwrapped Course course,
        @JsonUnwrapped Answered answered,
        @JsonUnwrapped @Nullable Room room) {

    /// The version of Parallax that had it written.
    @JsonProperty("version")
    public String version() {
        return ParallaxVersion.text();
    }

    /// What wrote a text: the same for all replies of an engine.
    ///
    /// @param model the model's name for people
    /// @param modelDigest `sha256:` and the digest over all files that shape the output; null for a
    ///     remote engine, whose files nobody here has seen
    /// @param adapterDigest digest of the LoRA adapter, or null without one
    /// @param precision of the weights: `fp32`, `fp16`, `int8`, `int4`, … or `unknown` for a remote
    ///     engine
    /// @param provider what computed: `CPUExecutionProvider`, `CUDAExecutionProvider`, or the endpoint
    /// @param device the machine's name for that: a processor or graphics card
    /// @param templateDigest digest of the chat template, or null where none was applied
    /// @param runtime software that ran the model, with its version
    public record Origin(
            String model,
            @Nullable String modelDigest,
            @Nullable String adapterDigest,
            String precision,
            String provider,
            String device,
            @Nullable String templateDigest,
            String runtime) {}

    /// When a reply was written, and what an endpoint says wrote it. All but the date is null for
    /// models of this machine.
    ///
    /// @param generatedAt when it was finished, in UTC, as ISO 8601 has it
    /// @param servedModel what the endpoint says it answered with, which may be more exact than the name
    ///     asked for
    /// @param systemFingerprint what the endpoint calls its configuration
    /// @param seedSent the seed that the endpoint was given for this sample
    public record Answered(
            String generatedAt,
            @Nullable String servedModel,
            @Nullable String systemFingerprint,
            @Nullable Integer seedSent) {
        public Answered(
                Instant at,
                @Nullable String servedModel,
                @Nullable String systemFingerprint,
                @Nullable Integer seedSent) {
            this(at.truncatedTo(ChronoUnit.SECONDS).toString(), servedModel, systemFingerprint, seedSent);
        }

        /// A model of this machine, now.
        public static Answered here() {
            return new Answered(Instant.now(), null, null, null);
        }
    }

    /// What an engine had room for.
    ///
    /// @param maxContext the most tokens of a request, prompt and reply
    /// @param slots the most requests at once
    public record Room(int maxContext, int slots) {}

    /// How a reply went.
    ///
    /// @param batchMode `continuous`, `static` or `alone`: whether other requests ran in the same model
    ///     runs; `remote` for a remote engine
    /// @param promptTokens length of the prompt
    /// @param reusedPromptTokens how many of them came from the cache of an equal prefix
    /// @param generatedTokens length of the reply
    /// @param timeToFirstTokenMs from leaving the queue to the first token
    /// @param durationMs from leaving the queue to the last token
    /// @param warnings what a person should know before using the reply, in sentences
    public record Course(
            String batchMode,
            int promptTokens,
            int reusedPromptTokens,
            int generatedTokens,
            double timeToFirstTokenMs,
            double durationMs,
            List<String> warnings) {
        public Course {
            warnings = List.copyOf(warnings);
        }
    }
}
