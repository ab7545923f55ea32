package parallax.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.release.Release;
import parallax.release.Releases;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// The demo's study, with replies of words in the place of the model's: its release is made, once, and soon.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DemoReleaseTest {
    /// In `model-runner/demo-model/prompts.jsonl`.
    private static final int PROMPTS = 62;

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    DemoWorld demo;

    @Inject
    Releases releases;

    @Inject
    World world;

    @Test
    void a_release_of_the_demo_is_made_once() {
        var replies = new ArrayList<String>();
        for (int reply = 0; reply < DemoWorld.REPLIES_PER_PROMPT * PROMPTS; reply++) {
            replies.add("Reply " + reply + ".");
        }
        World.OpenStudy study = world.open(DemoWorld.plan(), replies.toArray(String[]::new));
        var steps = new ArrayList<String>();
        demo.judge(study.id());
        long began = System.nanoTime();
        demo.release(study.id(), steps::add);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        demo.release(study.id(), steps::add);
        List<Release> made = releases.standing(study.id());
        assertEquals(1, made.size(), steps::toString);
        assertEquals(List.of("A release of their judgments is attacked, then made"), steps);
        assertTrue(took.compareTo(SOON) < 0, took + " is too long for a demo");
    }
}
