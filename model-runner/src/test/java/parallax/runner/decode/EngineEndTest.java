package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
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

/// Ending early, from every side at once.
class EngineEndTest {
    /// Far beyond what anything here takes on a busy machine: only what never ends is still going on
    /// then.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private ModelFolder speaking;

    @BeforeEach
    void modelThatSpeaks() throws IOException {
        speaking = Fixtures.copyWithTokenizer(folder);
    }

    private static OnnxEngine open(ModelFolder model, int slots) {
        return OnnxEngine.open(
                model, EngineOptions.defaults().withSlots(slots).withThreads(1).withPrefillChunk(1));
    }

    private static GenerationRequest request(int prompt, int... ids) {
        return new GenerationRequest(prompt, 0, new ModelInput.TokenIds(ids), SamplerSettings.sampling(1.5, 100), 3);
    }

    private static int[] prompt(int first, int tokens) {
        int[] ids = new int[tokens];
        ids[0] = first;
        return ids;
    }

    @Test
    void requests_with_long_texts_against_closing_end_or_are_refused() {
        for (int round = 0; round < 25; round++) {
            OnnxEngine engine = open(speaking, 1);
            CountDownLatch begun = new CountDownLatch(3);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(Thread.ofPlatform().start(() -> submitLongTexts(engine, begun)));
            }
            try {
                begun.await();
                engine.close();
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThrows(IllegalStateException.class, () -> engine.submit(request(0, 5)));
        }
    }

    private static void submitLongTexts(OnnxEngine engine, CountDownLatch begun) {
        ModelInput text = new ModelInput.RawText("some words ".repeat(3_000));
        begun.countDown();
        try {
            for (int i = 0; i < 1_000; i++) {
                String reason = assertInstanceOf(
                                Outcome.Failed.class,
                                engine.submit(new GenerationRequest(0, i, text, SamplerSettings.greedy(5), 0))
                                        .await())
                        .reason();
                assertTrue(reason.contains("together may have"), reason);
            }
        } catch (IllegalStateException closing) {
            // what a closed engine answers
        }
    }

    /// Thousands of model runs stand before the last reply's first token; the first reply's pieces come
    /// in between.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelling_and_closing_take_effect_while_prompts_are_read(boolean closes) {
        try (OnnxEngine engine = open(speaking, 49)) {
            CountDownLatch allSubmitted = new CountDownLatch(1);
            List<PendingGeneration> pending = new ArrayList<>();
            AtomicInteger pieces = new AtomicInteger();
            engine.submit(request(0, 5, 6, 7), piece -> {
                Fixtures.awaits(allSubmitted);
                if (pieces.incrementAndGet() == 5) {
                    if (closes) {
                        engine.close();
                    } else {
                        pending.forEach(PendingGeneration::cancel);
                    }
                }
            });
            for (int i = 0; i < 48; i++) {
                pending.add(engine.submit(request(i, prompt(3 + i, 120))));
            }
            allSubmitted.countDown();
            Outcome.Generated last = Fixtures.generated(pending.getLast());
            assertEquals(FinishReason.CANCELLED, last.finishReason());
            assertEquals(0, last.tokenIds().length);
            long read = engine.times().totals().prefillTokens();
            assertTrue(read > 3 && read < 48 * 120, read + " prompt tokens were read");
        }
    }

    /// The running reply takes ten milliseconds a piece, and what waits is looked through ten times a
    /// second.
    @Test
    void a_request_cancelled_while_it_waits_ends_before_those_that_run() {
        try (OnnxEngine engine = open(speaking, 1)) {
            CountDownLatch cancelled = new CountDownLatch(1);
            List<Boolean> endedWhileRunning = new ArrayList<>();
            PendingGeneration running = engine.submit(request(0, 5, 6, 7), piece -> {
                Fixtures.awaits(cancelled);
                pause(10);
            });
            PendingGeneration waits = engine.submit(request(1, 5, 6, 7));
            var heard = waits.outcome().thenRun(() -> {
                endedWhileRunning.add(!running.outcome().isDone());
            });
            waits.cancel();
            cancelled.countDown();
            heard.join();
            assertEquals(List.of(true), endedWhileRunning);
            assertEquals(FinishReason.CANCELLED, Fixtures.generated(waits).finishReason());
            assertNotEquals(FinishReason.CANCELLED, Fixtures.generated(running).finishReason());
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void all_engines_are_told_to_stop_before_any_is_waited_for() {
        try (OnnxEngine one = open(speaking, 1);
                OnnxEngine other = open(speaking, 1)) {
            CountDownLatch speak = new CountDownLatch(2);
            one.submit(request(0, 5, 6, 7), piece -> waitFor(other, speak));
            other.submit(request(0, 5, 6, 7), piece -> waitFor(one, speak));
            Fixtures.awaits(speak);
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> RunningEngines.stopAll(Duration.ofHours(1)),
                    "one engine was waited for before the other was told");
        }
    }

    private static void waitFor(OnnxEngine other, CountDownLatch speaks) {
        speaks.countDown();
        Fixtures.awaitClosing(other);
    }

    /// A request whose reply, as far as it is written, is the beginning of a stop string and is shown
    /// only when it ends.
    private static GenerationRequest heldBack(OnnxEngine engine) {
        GenerationRequest plain = request(0, 5, 6, 7);
        String whole = Fixtures.generated(engine.submit(plain)).text();
        SamplerSettings sampler = plain.sampler().withStops(List.of(), List.of(whole + "!"));
        return new GenerationRequest(0, 0, plain.input(), sampler, plain.seed());
    }

    private static void refuse(String kind) {
        if (kind.equals("error")) {
            throw new StackOverflowError("no thanks");
        }
        throw new IllegalStateException("no thanks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void a_listener_that_throws_when_its_request_is_cancelled_fails_nobody_else(String kind) {
        try (OnnxEngine engine = open(speaking, 3)) {
            GenerationRequest heldBack = heldBack(engine);
            CountDownLatch allSubmitted = new CountDownLatch(1);
            PendingGeneration first = engine.submit(request(3, 5, 6, 7), piece -> Fixtures.awaits(allSubmitted));
            PendingGeneration bad = engine.submit(heldBack, piece -> refuse(kind));
            PendingGeneration good = engine.submit(request(0, 5, 6, 7), piece -> bad.cancel());
            PendingGeneration waits = engine.submit(request(1, 5, 6, 7));
            allSubmitted.countDown();
            Outcome outcome = assertTimeoutPreemptively(PATIENCE, bad::await);
            assertEquals(
                    "no thanks", assertInstanceOf(Outcome.Failed.class, outcome).reason());
            for (PendingGeneration each : List.of(first, good, waits, engine.submit(request(2, 5, 6, 7)))) {
                assertNotEquals(FinishReason.CANCELLED, Fixtures.generated(each).finishReason());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error"})
    void listeners_that_throw_when_the_engine_closes_leave_nobody_waiting(String kind) {
        OnnxEngine engine = open(speaking, 3);
        GenerationRequest heldBack = heldBack(engine);
        CountDownLatch allSubmitted = new CountDownLatch(1);
        List<PendingGeneration> others = new ArrayList<>();
        others.add(engine.submit(request(9, 5, 6, 7), piece -> Fixtures.awaits(allSubmitted)));
        PendingGeneration bad = engine.submit(heldBack, piece -> refuse(kind));
        others.add(engine.submit(request(0, 5, 6, 7), piece -> engine.close()));
        for (int i = 0; i < 5; i++) {
            others.add(engine.submit(request(i, 5, 6, 7), piece -> refuse(kind)));
        }
        allSubmitted.countDown();
        Outcome outcome = assertTimeoutPreemptively(PATIENCE, bad::await);
        assertEquals(
                "no thanks", assertInstanceOf(Outcome.Failed.class, outcome).reason());
        for (PendingGeneration each : others) {
            outcome = assertTimeoutPreemptively(PATIENCE, each::await);
            assertEquals(
                    FinishReason.CANCELLED,
                    assertInstanceOf(Outcome.Generated.class, outcome).finishReason());
        }
        engine.close();
    }

    @Test
    void whoever_hears_of_an_outcome_may_close_the_engine_while_another_closes_it() {
        for (int round = 0; round < 20; round++) {
            OnnxEngine engine = open(speaking, 2);
            CountDownLatch closing = new CountDownLatch(1);
            CountDownLatch registered = new CountDownLatch(1);
            PendingGeneration pending = engine.submit(request(0, 5, 6, 7), piece -> Fixtures.awaits(registered));
            var heard = pending.outcome().thenRun(() -> {
                Fixtures.awaits(closing);
                engine.close();
            });
            registered.countDown();
            Thread closer = Thread.ofPlatform().start(() -> {
                closing.countDown();
                engine.close();
            });
            assertTimeoutPreemptively(PATIENCE, () -> closer.join());
            assertTimeoutPreemptively(PATIENCE, engine::close);
            assertTimeoutPreemptively(PATIENCE, heard::join);
        }
    }

    @Test
    void a_listener_may_close_its_engine_in_the_middle_of_a_step() {
        OnnxEngine engine = open(speaking, 3);
        CountDownLatch allSubmitted = new CountDownLatch(1);
        List<PendingGeneration> pending = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pending.add(engine.submit(request(i, 5 + i, 6, 7), piece -> {
                Fixtures.awaits(allSubmitted);
                engine.close();
            }));
        }
        allSubmitted.countDown();
        pending.forEach(each -> assertTimeoutPreemptively(PATIENCE, each::await));
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.submit(request(0, 5)));
    }
}
