package parallax.design;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.generation.BundledPrompts;
import parallax.generation.Decoding;
import parallax.generation.Prompts;
import parallax.runner.SamplerSettings;
import parallax.web.FormText;

/// The form that asks for a generation run: its fields as they were typed, and what they mean. In which range a
/// number lies is the rule of [Decoding] and of the runner, for every way to ask for a run.
///
/// @param reproducible whether every reply is computed by itself; null if not
public record GenerationForm(
        @BeanParam @Valid Wanted wanted,
        @BeanParam @Valid Drawing drawing,
        @FormParam("reproducible") @Nullable String reproducible) {
    private static final String WHOLE = "-?\\d{1,9}";
    private static final String LONG = "-?\\d{1,18}";
    private static final String NUMBER = "-?\\d{1,9}(\\.\\d{1,15})?";

    /// What is asked of which model.
    public record Wanted(
            @FormParam("model") String model,
            @FormParam("source") String source,
            @FormParam("prompts") String prompts,

            @FormParam("samples") @Pattern(regexp = WHOLE, message = "“Replies per prompt” needs a whole number.")
            String samples,

            @FormParam("seed") @Pattern(regexp = LONG, message = "“Seed” needs a whole number.")
            String seed) {
        public Wanted {
            model = FormText.of(model);
            source = FormText.of(source);
            prompts = FormText.of(prompts);
            samples = FormText.of(samples);
            seed = FormText.of(seed);
        }
    }

    /// How replies are drawn.
    public record Drawing(
            @FormParam("temperature") @Pattern(regexp = NUMBER, message = "“Temperature” needs a number.")
            String temperature,

            @FormParam("topP") @Pattern(regexp = NUMBER, message = "“Top-p” needs a number.")
            String topP,

            @FormParam("maxTokens") @Pattern(regexp = WHOLE, message = "“Most tokens in a reply” needs a whole number.")
            String maxTokens,

            @FormParam("topK") @Pattern(regexp = WHOLE, message = "“Top-k” needs a whole number.")
            String topK,

            @FormParam("minP") @Pattern(regexp = NUMBER, message = "“Min-p” needs a number.")
            String minP,

            @FormParam("repetitionPenalty") @Pattern(regexp = NUMBER, message = "“Repetition penalty” needs a number.")
            String repetitionPenalty,

            @FormParam("presencePenalty") @Pattern(regexp = NUMBER, message = "“Presence penalty” needs a number.")
            String presencePenalty,

            @FormParam("stops") String stops) {
        public Drawing {
            temperature = FormText.of(temperature);
            topP = FormText.of(topP);
            maxTokens = FormText.of(maxTokens);
            topK = FormText.of(topK);
            minP = FormText.of(minP);
            repetitionPenalty = FormText.of(repetitionPenalty);
            presencePenalty = FormText.of(presencePenalty);
            stops = FormText.of(stops);
        }

        private SamplerSettings sampler() {
            return SamplerSettings.sampling(Double.parseDouble(temperature), Integer.parseInt(maxTokens))
                    .with(new SamplerSettings.Cuts(
                            Integer.parseInt(topK), Double.parseDouble(topP), Double.parseDouble(minP)))
                    .withPenalties(Double.parseDouble(repetitionPenalty), Double.parseDouble(presencePenalty))
                    .withStops(
                            List.of(),
                            stops.lines().filter(line -> !line.isBlank()).toList());
        }
    }

    static GenerationForm beginning() {
        return new GenerationForm(
                new Wanted("", "bundled", "", "1", "1"),
                new Drawing("0.8", "0.95", "120", "0", "0", "1", "0", ""),
                null);
    }

    /// @throws IllegalArgumentException naming the line and the rule
    List<Prompts.Prompt> prompts() {
        return wanted.source().equals("bundled") ? BundledPrompts.read() : Prompts.read(wanted.prompts());
    }

    /// Of a form without faults.
    ///
    /// @throws IllegalArgumentException naming the setting and the rule
    Decoding decoding() {
        return new Decoding(
                drawing.sampler(),
                Integer.parseInt(wanted.samples()),
                Long.parseLong(wanted.seed()),
                reproducible != null && !reproducible.isBlank());
    }
}
