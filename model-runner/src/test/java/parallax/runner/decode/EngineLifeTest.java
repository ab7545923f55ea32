package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;

/// Beginning, failing, ending.
class EngineLifeTest {
    @TempDir
    Path folder;

    private static OnnxEngine open(String model, int slots) {
        return OnnxEngine.open(
                ModelFolder.open(Fixtures.model(model)),
                EngineOptions.defaults().withSlots(slots).withThreads(1));
    }

    private static GenerationRequest sampled(int prompt, int tokens) {
        ModelInput input = new ModelInput.TokenIds(new int[] {5 + prompt % 50, 6, 7});
        return new GenerationRequest(prompt, 0, input, SamplerSettings.sampling(1.5, tokens), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama-appending"})
    void draining_answers_everything_that_waits_and_takes_nothing_more(String model) {
        try (OnnxEngine engine = open(model, 2)) {
            List<PendingGeneration> pending = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                pending.add(engine.submit(sampled(i, 10)));
            }
            assertTrue(engine.drain(Duration.ofMinutes(2)));
            for (PendingGeneration each : pending) {
                assertTrue(Fixtures.generated(each).finishReason() != FinishReason.CANCELLED);
            }
            assertThrows(IllegalStateException.class, () -> engine.submit(sampled(0, 5)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama-appending"})
    void closing_gives_every_request_an_outcome(String model) throws IOException {
        List<PendingGeneration> pending = new ArrayList<>();
        try (OnnxEngine engine = OnnxEngine.open(
                Fixtures.copyWithTokenizer(model, folder),
                EngineOptions.defaults().withSlots(2).withThreads(1))) {
            pending.add(engine.submit(sampled(0, 100), piece -> Fixtures.awaitClosing(engine)));
            for (int i = 1; i < 200; i++) {
                pending.add(engine.submit(sampled(i, 100)));
            }
        }
        assertTrue(pending.stream().allMatch(each -> each.outcome().isDone()));
        assertTrue(
                pending.stream().allMatch(each -> Fixtures.generated(each).finishReason() == FinishReason.CANCELLED));
    }

    @Test
    void a_listener_that_throws_fails_its_own_request_only() throws IOException {
        Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(
                ModelFolder.open(folder), EngineOptions.defaults().withSlots(3))) {
            PendingGeneration bad = engine.submit(sampled(0, 20), piece -> {
                throw new IllegalStateException("no thanks");
            });
            PendingGeneration good = engine.submit(sampled(1, 20));
            assertEquals(
                    "no thanks",
                    assertInstanceOf(Outcome.Failed.class, bad.await()).reason());
            assertFalse(Fixtures.generated(good).text().isEmpty());
        }
    }

    @Test
    void what_is_streamed_joins_to_the_text() throws IOException {
        Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(
                ModelFolder.open(folder), EngineOptions.defaults().withSlots(3))) {
            for (int i = 0; i < 20; i++) {
                StringBuilder streamed = new StringBuilder();
                PendingGeneration pending = engine.submit(sampled(i, 30), streamed::append);
                assertEquals(Fixtures.generated(pending).text(), streamed.toString());
            }
        }
    }

    @Test
    void a_request_cancelled_while_it_waits_or_runs_ends_with_what_is_written() throws IOException {
        Fixtures.copyWithTokenizer(folder);
        try (OnnxEngine engine = OnnxEngine.open(
                ModelFolder.open(folder), EngineOptions.defaults().withSlots(1))) {
            CountDownLatch bothCancelled = new CountDownLatch(1);
            PendingGeneration first = engine.submit(sampled(0, 100), piece -> Fixtures.awaits(bothCancelled));
            PendingGeneration second = engine.submit(sampled(1, 100));
            second.cancel();
            first.cancel();
            bothCancelled.countDown();
            assertEquals(FinishReason.CANCELLED, Fixtures.generated(second).finishReason());
            assertEquals(0, Fixtures.generated(second).tokenIds().length);
            assertEquals(FinishReason.CANCELLED, Fixtures.generated(first).finishReason());
            assertTrue(Fixtures.generated(first).tokenIds().length < 100);
        }
    }

    @Test
    void a_prompt_that_leaves_no_room_is_refused_and_a_reply_ends_where_the_context_does() {
        try (OnnxEngine engine = open("llama", 2)) {
            PendingGeneration full = engine.submit(Fixtures.greedy(0, new int[128], 5));
            assertTrue(assertInstanceOf(Outcome.Failed.class, full.await())
                    .reason()
                    .contains("128"));
            SamplerSettings endless = SamplerSettings.sampling(2, 500);
            Outcome.Generated reply = Fixtures.generated(
                    engine.submit(new GenerationRequest(0, 0, new ModelInput.TokenIds(new int[120]), endless, 1)));
            assertTrue(reply.tokenIds().length <= 8, reply.toString());
        }
    }

    @Test
    void a_conversation_for_a_model_without_tokenizer_or_template_is_refused_in_words() {
        try (OnnxEngine engine = open("llama", 1)) {
            PendingGeneration pending =
                    engine.submit(new GenerationRequest(0, 0, ModelInput.ofPrompt("Hi"), SamplerSettings.greedy(3), 0));
            assertTrue(assertInstanceOf(Outcome.Failed.class, pending.await())
                    .reason()
                    .contains("chat template"));
        }
    }

    @Test
    void a_stop_token_ends_a_reply_and_is_its_last() {
        Fixtures.Golden golden = Fixtures.golden("llama").getFirst();
        int stop = golden.tokens().get(5);
        int end = golden.tokens().indexOf(stop) + 1;
        try (OnnxEngine engine = open("llama", 1)) {
            SamplerSettings sampler = SamplerSettings.greedy(24).withStops(List.of(stop), List.of());
            PendingGeneration pending =
                    engine.submit(new GenerationRequest(0, 0, new ModelInput.TokenIds(golden.ids()), sampler, 0));
            assertEquals(golden.tokens().subList(0, end), Fixtures.tokens(pending));
            assertEquals(FinishReason.STOP, Fixtures.generated(pending).finishReason());
        }
    }

    @Test
    void without_a_graphics_card_the_processor_computes_and_both_people_and_provenance_are_told() {
        assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "there is a card");
        Fixtures.Golden golden = Fixtures.golden("llama").getFirst();
        EngineOptions options = EngineOptions.defaults().withProvider(EngineOptions.Provider.CUDA);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(Fixtures.model("llama")), options)) {
            assertTrue(engine.notice().contains("everything runs on the CPU"), engine.notice());
            PendingGeneration pending = engine.submit(Fixtures.greedy(0, golden.ids(), 24));
            assertEquals(golden.tokens(), Fixtures.tokens(pending));
            assertEquals(
                    "CPUExecutionProvider",
                    Fixtures.generated(pending).provenance().origin().provider());
        }
    }

    /// 256 bytes per token × 128 tokens a slot.
    @Test
    void a_small_budget_of_cache_means_fewer_slots_and_too_small_a_one_is_refused_in_words() {
        ModelFolder folder = ModelFolder.open(Fixtures.model("llama"));
        EngineOptions two = EngineOptions.defaults().withSlots(8).withCacheBytes(2 * 256 * 128);
        try (OnnxEngine engine = OnnxEngine.open(folder, two)) {
            List<Fixtures.Golden> goldens = Fixtures.golden("llama");
            List<PendingGeneration> pending = goldens.stream()
                    .map(golden -> engine.submit(Fixtures.greedy(0, golden.ids(), 24)))
                    .toList();
            for (int i = 0; i < goldens.size(); i++) {
                assertEquals(goldens.get(i).tokens(), Fixtures.tokens(pending.get(i)));
            }
        }
        EngineOptions none = two.withCacheBytes(256 * 128 - 1);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> OnnxEngine.open(folder, none));
        assertTrue(String.valueOf(refusal.getMessage()).contains("32768 bytes of cache"), refusal.getMessage());
    }
}
