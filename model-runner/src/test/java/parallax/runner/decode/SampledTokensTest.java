package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.TokenLogprob;
import parallax.runner.model.ModelFolder;

/// What a sample depends on: its seed, prompt and number, and nothing beside it.
class SampledTokensTest {
    private static final int SAMPLES = 6;

    private static List<PendingGeneration> submitAll(
            OnnxEngine engine, String model, GenerationRequest.Batching batching) {
        SamplerSettings sampler =
                SamplerSettings.sampling(1.3, 20).withTopP(0.95).withTopK(40);
        List<PendingGeneration> pending = new ArrayList<>();
        int prompt = 0;
        for (Fixtures.Golden golden : Fixtures.golden(model)) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                ModelInput input = new ModelInput.TokenIds(golden.ids());
                pending.add(engine.submit(new GenerationRequest(prompt, sample, input, sampler, 99, batching)));
            }
            prompt++;
        }
        return pending;
    }

    private static List<PendingGeneration> replies(String model, int slots, GenerationRequest.Batching batching) {
        EngineOptions options = EngineOptions.defaults().withSlots(slots).withThreads(1);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model(model)), options)) {
            List<PendingGeneration> pending = submitAll(engine, model, batching);
            pending.forEach(PendingGeneration::await);
            return pending;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "phi3", "mistral", "gemma", "llama-appending"})
    void sampled_tokens_are_the_same_alone_and_in_a_full_batch(String model) {
        List<PendingGeneration> alone = replies(model, 1, GenerationRequest.Batching.ALONE);
        try (RuntimeReference reference =
                RuntimeReference.open(Fixtures.model(model).resolve("model.onnx"))) {
            for (int slots : new int[] {1, 16}) {
                List<PendingGeneration> shared = replies(model, slots, GenerationRequest.Batching.SHARED);
                for (int i = 0; i < alone.size(); i++) {
                    SameDraws.assertSame(
                            reference,
                            alone.get(i).request(),
                            Fixtures.generated(alone.get(i)).tokenIds(),
                            Fixtures.generated(shared.get(i)).tokenIds(),
                            model + ", " + slots + " slots, request " + i);
                }
            }
        }
        Set<List<Integer>> different =
                alone.stream().map(Fixtures::tokens).collect(Collectors.toCollection(HashSet::new));
        assertTrue(different.size() > alone.size() * 3 / 4, different.size() + " different replies of " + alone.size());
    }

    @Test
    void replies_that_part_where_the_draw_is_clear_are_not_the_same() {
        PendingGeneration reply =
                replies("llama", 1, GenerationRequest.Batching.ALONE).getLast();
        int[] tokens = Fixtures.generated(reply).tokenIds();
        int[] other = tokens.clone();
        other[4]++;
        try (RuntimeReference reference =
                RuntimeReference.open(Fixtures.model("llama").resolve("model.onnx"))) {
            SameDraws.assertSame(reference, reply.request(), tokens, tokens, "itself");
            assertThrows(
                    AssertionError.class,
                    () -> SameDraws.assertSame(reference, reply.request(), tokens, other, "changed"));
        }
    }

    @Test
    void another_seed_gives_other_tokens() {
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model("llama")), EngineOptions.defaults())) {
            ModelInput input = new ModelInput.TokenIds(new int[] {5, 6, 7});
            SamplerSettings sampler = SamplerSettings.sampling(1.5, 20);
            List<Integer> one = Fixtures.tokens(engine.submit(new GenerationRequest(0, 0, input, sampler, 1)));
            assertNotEquals(one, Fixtures.tokens(engine.submit(new GenerationRequest(0, 0, input, sampler, 2))));
            assertNotEquals(one, Fixtures.tokens(engine.submit(new GenerationRequest(1, 0, input, sampler, 1))));
            assertNotEquals(one, Fixtures.tokens(engine.submit(new GenerationRequest(0, 1, input, sampler, 1))));
            assertEquals(one, Fixtures.tokens(engine.submit(new GenerationRequest(0, 0, input, sampler, 1))));
        }
    }

    @Test
    void samples_of_a_prompt_share_one_prefill() {
        try (OnnxEngine engine = OnnxEngine.open(
                ModelFolder.open(Fixtures.model("llama")),
                EngineOptions.defaults().withSlots(4))) {
            int computed = 0;
            int prompts = 0;
            for (PendingGeneration pending : submitAll(engine, "llama", GenerationRequest.Batching.SHARED)) {
                Outcome.Generated reply = Fixtures.generated(pending);
                computed += reply.provenance().course().promptTokens()
                        - reply.provenance().course().reusedPromptTokens();
                prompts += pending.request().sample() == 0
                        ? reply.provenance().course().promptTokens()
                        : 0;
            }
            assertTrue(computed <= prompts, computed + " prompt tokens computed for prompts of " + prompts);
        }
    }

    @Test
    void logprobs_of_the_first_token_equal_transformers() {
        Fixtures.Golden golden = Fixtures.golden("llama").stream()
                .filter(each -> !each.firstLogprobs().isEmpty())
                .findFirst()
                .orElseThrow();
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model("llama")), EngineOptions.defaults())) {
            SamplerSettings sampler = SamplerSettings.greedy(2).withLogprobs(64).withPenalties(1.7, 0.5);
            Outcome.Generated reply = Fixtures.generated(
                    engine.submit(new GenerationRequest(0, 0, new ModelInput.TokenIds(golden.ids()), sampler, 0)));
            List<TokenLogprob> logprobs = java.util.Objects.requireNonNull(reply.logprobs());
            assertEquals(reply.tokenIds().length, logprobs.size());
            for (TokenLogprob.Alternative alternative : logprobs.getFirst().top()) {
                assertEquals(golden.firstLogprobs().get(alternative.token()), alternative.logprob(), 2e-4);
            }
        }
    }
}
