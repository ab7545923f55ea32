package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;

/// Replies held to some texts, against the logits that ONNX Runtime by itself gives.
class ChoiceTest {
    private static final int[] PROMPT = {5, 9, 17, 30};
    private static final double NONE = Double.NaN;

    @TempDir
    Path folder;

    private static GenerationRequest among(double temperature, long seed, String... texts) {
        return new GenerationRequest(
                        0, 0, new ModelInput.TokenIds(PROMPT), SamplerSettings.sampling(temperature, 9), seed)
                .among(List.of(texts));
    }

    @Test
    void the_log_probabilities_of_the_texts_are_the_models_own() throws IOException {
        ModelFolder model = Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(model, EngineOptions.defaults().withSlots(2));
                RuntimeReference reference = RuntimeReference.open(model.graphFile());
                PromptReader reader = PromptReader.open(model)) {
            Outcome.Generated reply = Fixtures.generated(engine.submit(among(0, 0, "A", "B", "C")));
            Map<String, Double> logprobs = Objects.requireNonNull(reply.choiceLogprobs());
            RuntimeReference.Step step = RuntimeReference.Step.of(reference.logitsAfter(PROMPT, new int[0]));
            Choice choice = Choice.of(List.of("A", "B", "C"), Objects.requireNonNull(reader.tokenizer()));
            for (int i = 0; i < 3; i++) {
                double expected = choice.tokens().get(i).stream()
                        .mapToDouble(token -> Math.exp(step.logprob(token)))
                        .sum();
                assertEquals(
                        expected, Math.exp(logprobs.getOrDefault(choice.texts().get(i), NONE)), 1e-5);
            }
            String best = logprobs.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            assertEquals(best, reply.text());
            assertEquals(FinishReason.STOP, reply.finishReason());
            assertEquals(1, reply.tokenIds().length);
        }
    }

    /// 400 draws of a share p lie within 4 standard deviations of 400 p.
    @Test
    void with_a_temperature_texts_are_drawn_by_their_shares() throws IOException {
        ModelFolder model = Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(model, EngineOptions.defaults().withSlots(4))) {
            int draws = 400;
            int drawn = 0;
            double share = 0;
            for (int seed = 0; seed < draws; seed++) {
                Outcome.Generated reply = Fixtures.generated(engine.submit(among(4, seed, "A", "B")));
                Map<String, Double> logprobs = Objects.requireNonNull(reply.choiceLogprobs());
                share = 1 / (1 + Math.exp((logprobs.getOrDefault("B", NONE) - logprobs.getOrDefault("A", NONE)) / 4));
                drawn += reply.text().equals("A") ? 1 : 0;
            }
            assertEquals(draws * share, drawn, 4 * Math.sqrt(draws * share * (1 - share)));
        }
    }

    @Test
    void a_text_that_is_no_token_is_refused_in_words() throws IOException {
        ModelFolder model = Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(model, EngineOptions.defaults().withSlots(1))) {
            Outcome outcome = engine.submit(among(0, 0, "A", "quite possibly")).await();
            String reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
            assertTrue(reason.contains("has no token for \"quite possibly\""), reason);
        }
    }
}
