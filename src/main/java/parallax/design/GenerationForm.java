package parallax.design;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.dataset.items.ItemUpload;
import parallax.generation.BundledPrompts;
import parallax.generation.Decoding;
import parallax.generation.Prompts;
import parallax.runner.SamplerSettings;
import parallax.web.DecimalNumber;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form that asks for a generation run: its fields as they were typed, and what they mean. The
/// ranges are those of [Decoding] and of the runner, which hold for every way to ask for a run.
///
/// @param reproducible whether every reply is computed by itself; null if not
public record GenerationForm(
        @BeanParam @Valid Wanted wanted,
        @BeanParam @Valid Drawing drawing,
        @FormParam("reproducible") @Nullable String reproducible) {
    private static final long ANY = 999_999_999_999_999_999L;

    /// What is asked of which model.
    public record Wanted(
            @FormParam("model") String model,
            @FormParam("source") String source,
            @FormParam("prompts") String prompts,

            @FormParam("samples") @WholeNumber(of = "“Replies per prompt”", least = 1, most = Decoding.MOST_SAMPLES)
            String samples,

            @FormParam("seed")
            @WholeNumber(of = "“Seed”", least = -ANY, most = ANY, message = "{of} must be a whole number.")
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
            @FormParam("temperature")
            @DecimalNumber(of = "“Temperature”", least = "0", most = "" + Decoding.HIGHEST_TEMPERATURE)
            String temperature,

            @FormParam("topP")
            @DecimalNumber(
                    of = "“Top-p”",
                    least = "0",
                    fromLeast = false,
                    most = "1",
                    message = "{of} must be a number above {least} and at most {most}.")
            String topP,

            @FormParam("maxTokens")
            @WholeNumber(of = "“Most tokens in a reply”", least = 1, most = Decoding.MOST_TOKENS)
            String maxTokens,

            @FormParam("topK") @WholeNumber(of = "“Top-k”", least = 0, most = 999_999_999)
            String topK,

            @FormParam("minP") @DecimalNumber(of = "“Min-p”", least = "0", most = "1")
            String minP,

            @FormParam("repetitionPenalty")
            @DecimalNumber(
                    of = "“Repetition penalty”",
                    least = "0",
                    fromLeast = false,
                    message = "{of} must be a number above {least}.")
            String repetitionPenalty,

            @FormParam("presencePenalty")
            @DecimalNumber(
                    of = "“Presence penalty”",
                    least = "-" + DecimalNumber.LARGEST,
                    message = "{of} must be a number.")
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

    /// The prompts of a file that was brought to the study; empty where others are asked for.
    OptionalLong promptSet() {
        String set = wanted.source().startsWith(ItemUpload.PROMPTS_OF_FILE)
                ? wanted.source().substring(ItemUpload.PROMPTS_OF_FILE.length())
                : "";
        return set.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(set)) : OptionalLong.empty();
    }

    /// Those that come with Parallax or stand in the form.
    ///
    /// @throws IllegalArgumentException naming the line and the rule
    List<Prompts.Prompt> prompts() {
        return wanted.source().equals("bundled") ? BundledPrompts.read() : Prompts.read(wanted.prompts());
    }

    /// Of a form without faults.
    Decoding decoding() {
        return new Decoding(
                drawing.sampler(),
                Integer.parseInt(wanted.samples()),
                Long.parseLong(wanted.seed()),
                reproducible != null && !reproducible.isBlank());
    }
}
