package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ModelFolder;

/// What slots hold is read once, and taking it from there changes no token.
class PrefixReuseTest {
    private static final SamplerSettings SAMPLER = SamplerSettings.sampling(1.5, 10);

    private static OnnxEngine open(int slots, EngineOptions.TensorPath path) {
        return OnnxEngine.open(
                ModelFolder.open(Fixtures.model("llama")),
                EngineOptions.defaults()
                        .withSlots(slots)
                        .withThreads(1)
                        .withPrefillChunk(16)
                        .withMemory(path));
    }

    private static OnnxEngine open(int slots) {
        return open(slots, EngineOptions.TensorPath.PINNED);
    }

    /// Tokens of the fixtures' vocabulary without their end token.
    private static int[] tokens(long seed, int count) {
        return new Random(seed).ints(count, 3, 64).toArray();
    }

    private static int[] joined(int[] beginning, int... rest) {
        return IntStream.concat(Arrays.stream(beginning), Arrays.stream(rest)).toArray();
    }

    private static PendingGeneration submit(OnnxEngine engine, int[] prompt) {
        return engine.submit(new GenerationRequest(0, 0, new ModelInput.TokenIds(prompt), SAMPLER, 3));
    }

    private static int computed(PendingGeneration pending) {
        Provenance.Course course = Fixtures.generated(pending).provenance().course();
        return course.promptTokens() - course.reusedPromptTokens();
    }

    @Test
    void prompts_that_take_turns_are_each_read_once() {
        try (OnnxEngine engine = open(8)) {
            // every chat prompt begins alike
            int[] opening = tokens(0, 3);
            List<int[]> prompts = IntStream.range(1, 5)
                    .mapToObj(i -> joined(opening, tokens(i, 40)))
                    .toList();
            int read = 0;
            for (int round = 0; round < 10; round++) {
                for (int[] prompt : prompts) {
                    read += computed(submit(engine, prompt));
                }
            }
            assertTrue(read <= 3 + 4 * 40, read + " prompt tokens read");
            assertEquals(read, engine.times().totals().prefillTokens());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void a_beginning_shared_by_different_prompts_is_read_once(int slots) {
        try (OnnxEngine engine = open(slots)) {
            int[] shared = tokens(0, 60);
            int read = 0;
            for (int i = 1; i <= 10; i++) {
                read += computed(submit(engine, joined(shared, tokens(i, 5))));
            }
            List<PendingGeneration> together = IntStream.range(11, 31)
                    .mapToObj(i -> submit(engine, joined(shared, tokens(i, 5))))
                    .toList();
            read += together.stream().mapToInt(PrefixReuseTest::computed).sum();
            assertTrue(read <= 60 + 30 * 5, read + " prompt tokens read");
        }
    }

    @Test
    void a_conversation_that_goes_on_reads_only_what_is_new_also_beside_others() {
        try (OnnxEngine engine = open(3)) {
            int[][] conversations = {tokens(1, 12), tokens(2, 12), tokens(3, 12)};
            int read = 0;
            for (int turn = 0; turn < 4; turn++) {
                for (int i = 0; i < conversations.length; i++) {
                    PendingGeneration pending = submit(engine, conversations[i]);
                    read += computed(pending);
                    int[] reply = Fixtures.generated(pending).tokenIds();
                    conversations[i] = joined(joined(conversations[i], reply), tokens(turn, 4));
                }
            }
            // the last token of a reply was never read, and each of three later turns adds 4
            assertTrue(read <= 3 * (12 + 3 * (1 + 4)), read + " prompt tokens read");
        }
    }

    @Test
    void the_prompt_used_longest_ago_makes_room_first() {
        try (OnnxEngine engine = open(2)) {
            int[] often = tokens(1, 30);
            assertEquals(30, computed(submit(engine, often)));
            for (int i = 2; i < 8; i++) {
                submit(engine, tokens(i, 30)).await();
                assertEquals(0, computed(submit(engine, often)));
            }
        }
    }

    /// Beginnings of beginnings, several at once, some cancelled or alone: every way to copy, move and
    /// exchange.
    @ParameterizedTest
    @EnumSource
    void random_prompts_with_common_beginnings_get_the_tokens_they_get_alone(EngineOptions.TensorPath path) {
        long seed = 20260211;
        Random random = new Random(seed);
        int[] all = tokens(9, 70);
        try (RuntimeReference reference =
                        RuntimeReference.open(Fixtures.model("llama").resolve("model.onnx"));
                OnnxEngine engine = open(4, path);
                OnnxEngine alone = open(1)) {
            for (int round = 0; round < 25; round++) {
                List<PendingGeneration> pending = new ArrayList<>();
                for (int i = random.nextInt(9); i >= 0; i--) {
                    int[] beginning = Arrays.copyOf(all, 1 + random.nextInt(all.length - 1));
                    int[] prompt = joined(beginning, tokens(random.nextInt(4), random.nextInt(20)));
                    SamplerSettings sampler = SamplerSettings.sampling(1.5, 1 + random.nextInt(15));
                    pending.add(engine.submit(
                            new GenerationRequest(round, i, new ModelInput.TokenIds(prompt), sampler, 3)));
                }
                if (random.nextInt(4) == 0) {
                    pending.get(random.nextInt(pending.size())).cancel();
                }
                for (PendingGeneration each : pending) {
                    GenerationRequest asked = each.request();
                    int[] written = Fixtures.generated(each).tokenIds();
                    Outcome.Generated expected = Fixtures.generated(alone.submit(new GenerationRequest(
                            asked.prompt(),
                            asked.sample(),
                            asked.input(),
                            asked.sampler(),
                            asked.seed(),
                            GenerationRequest.Batching.ALONE)));
                    int[] tokens = each.isCancelled()
                            ? Arrays.copyOf(expected.tokenIds(), written.length)
                            : expected.tokenIds();
                    SameDraws.assertSame(reference, asked, tokens, written, "seed " + seed + ", round " + round);
                }
            }
        }
    }
}
