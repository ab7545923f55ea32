package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.SamplerSettings;
import parallax.runner.Streaming;
import parallax.runner.decode.graph.KvCache;
import parallax.runner.decode.sampling.TokenDraws;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.onnx.ElementType;

/// Step by step: what is run when. The model is a stand-in whose most likely token is always 1.
class ContinuousSchedulerTest {
    private static final DecoderShape SHAPE = new DecoderShape(
            "Test", List.of(new DecoderShape.Layer(1, 1)), ElementType.FLOAT, CacheLayout.SHARED_BUFFER, 4, 100, false);
    private static final Provenance.Origin ORIGIN =
            new Provenance.Origin("test", "", null, "fp32", "CPU", "none", null, "none");

    private final List<String> runs = new ArrayList<>();
    private final RequestQueue queue = new RequestQueue();
    private Runnable duringRun = () -> {};

    private final SlotDecoder decoder = new SlotDecoder() {
        @Override
        public float[] prefill(int slot, int held, int[] ids, int width) {
            runs.add("read " + ids.length);
            duringRun.run();
            return new float[] {0, 1, 0, 0};
        }

        @Override
        public void decode(int first, int[] tokens, int[] held) {
            runs.add(
                    "write " + Arrays.stream(tokens).filter(token -> token >= 0).count());
            duringRun.run();
        }

        @Override
        public void logits(int slot, float[] row) {
            row[1] = 1;
        }

        @Override
        public void forget() {}

        @Override
        public void close() {}
    };

    private final ContinuousScheduler scheduler = new ContinuousScheduler(
            decoder, new TokenDraws(4, 1), new KvCache(SHAPE, 4, 100), 10, Integer.MAX_VALUE, new EngineTimes());

    @AfterEach
    void close() {
        scheduler.close();
    }

    private PendingGeneration submit(int first, int promptTokens, Consumer<String> onText) {
        int[] ids = new int[promptTokens];
        ids[0] = first;
        PendingGeneration pending = new PendingGeneration(
                new GenerationRequest(0, 0, new ModelInput.TokenIds(ids), SamplerSettings.greedy(50), 0));
        assertTrue(queue.add(new ReplyInProgress(
                pending, onText, Fixtures.prompt(ids), 100 - promptTokens, Fixtures.IDS_ONLY, ORIGIN, null)));
        return pending;
    }

    private void steps(int count) throws OrtException {
        for (int i = 0; i < count; i++) {
            scheduler.step(queue);
        }
    }

    @Test
    void while_someone_watches_one_chunk_is_read_between_two_tokens() throws OrtException {
        submit(1, 10, piece -> {});
        steps(2);
        runs.clear();
        submit(2, 25, Streaming.NONE);
        submit(3, 15, Streaming.NONE);
        steps(5);
        assertEquals(
                List.of(
                        "read 10", "write 1", "read 10", "write 1", "read 5", "write 2", "read 10", "write 2", "read 5",
                        "write 3"),
                runs);
    }

    @Test
    void while_nobody_watches_prompts_are_read_before_replies_go_on() throws OrtException {
        submit(1, 10, Streaming.NONE);
        steps(2);
        runs.clear();
        submit(2, 25, Streaming.NONE);
        submit(3, 5, Streaming.NONE);
        steps(4);
        assertEquals(List.of("read 10", "read 10", "read 5", "read 5", "write 3"), runs);
    }

    @Test
    void samples_of_a_prompt_share_one_reading_and_start_together() throws OrtException {
        for (int sample = 0; sample < 4; sample++) {
            submit(1, 20, Streaming.NONE);
        }
        steps(3);
        assertEquals(List.of("read 10", "read 10", "write 4", "write 4"), runs);
    }

    @Test
    void nothing_more_is_read_of_a_cancelled_prompt() throws OrtException {
        List<PendingGeneration> pending = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pending.add(submit(i, 50, Streaming.NONE));
        }
        duringRun = () -> {
            if (runs.size() == 7) {
                pending.forEach(PendingGeneration::cancel);
            }
        };
        steps(10);
        assertEquals(7, runs.size());
        assertEquals(0, Fixtures.generated(pending.getLast()).tokenIds().length);
        assertTrue(pending.stream().allMatch(each -> each.outcome().isDone()));
    }

    @Test
    void a_prompt_that_cannot_be_read_fails_alone() throws OrtException {
        PendingGeneration good = submit(1, 10, Streaming.NONE);
        steps(1);
        duringRun = () -> {
            if (runs.getLast().equals("read 5")) {
                throw new IllegalStateException("no memory\nand so on");
            }
        };
        PendingGeneration bad = submit(2, 5, Streaming.NONE);
        steps(60);
        assertEquals(
                "reading the prompt failed: no memory",
                assertInstanceOf(Outcome.Failed.class, bad.await()).reason());
        assertEquals(50, Fixtures.generated(good).tokenIds().length);
    }

    @Test
    void after_a_failed_step_nothing_held_is_taken_up_again() throws OrtException {
        submit(1, 10, Streaming.NONE);
        steps(1);
        duringRun = () -> {
            throw new AssertionError("broken");
        };
        assertThrows(AssertionError.class, () -> scheduler.step(queue));
        scheduler.endAll(queue, reply -> reply.fail("broken"));
        duringRun = () -> {};
        runs.clear();
        submit(1, 10, Streaming.NONE);
        steps(1);
        assertEquals(List.of("read 10", "write 1"), runs);
    }
}
