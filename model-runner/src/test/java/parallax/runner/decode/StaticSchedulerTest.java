package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.PendingGeneration;
import parallax.runner.Provenance;
import parallax.runner.SamplerSettings;
import parallax.runner.Streaming;
import parallax.runner.decode.graph.Session;
import parallax.runner.model.ModelFolder;

/// Step by step, on a graph whose cache grows.
class StaticSchedulerTest {
    private static final Provenance.Origin ORIGIN =
            new Provenance.Origin("test", "", null, "fp32", "CPU", "none", null, "none");
    private static final int PROMPT_TOKENS = 120;

    private final RequestQueue queue = new RequestQueue();

    private PendingGeneration submit(int first) {
        int[] ids = new int[PROMPT_TOKENS];
        ids[0] = first;
        PendingGeneration pending = new PendingGeneration(
                new GenerationRequest(0, 0, new ModelInput.TokenIds(ids), SamplerSettings.greedy(5), 0));
        assertTrue(queue.add(new ReplyInProgress(
                pending, Streaming.NONE, Fixtures.prompt(ids), 8, Fixtures.IDS_ONLY, ORIGIN, null)));
        return pending;
    }

    @Test
    void nothing_more_is_read_of_prompts_that_are_cancelled() throws OrtException {
        ModelFolder folder = ModelFolder.open(Fixtures.model("llama-appending"));
        try (Session session = Session.onCpu(folder, 1);
                OrtSession.RunOptions runOptions = new OrtSession.RunOptions();
                StaticScheduler scheduler =
                        new StaticScheduler(session.session(), runOptions, folder, 8, 1, new EngineTimes())) {
            List<PendingGeneration> pending = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                pending.add(submit(3 + i));
            }
            for (int step = 0; step < PROMPT_TOKENS / 2; step++) {
                assertTrue(scheduler.step(queue));
            }
            pending.forEach(PendingGeneration::cancel);
            scheduler.step(queue);
            for (PendingGeneration each : pending) {
                assertTrue(each.outcome().isDone());
                assertEquals(FinishReason.CANCELLED, Fixtures.generated(each).finishReason());
                assertEquals(0, Fixtures.generated(each).tokenIds().length);
            }
        }
    }
}
