package parallax.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CancelledRunTest {
    private static final int REPLIES_PER_PROMPT = 50;

    @Inject
    World world;

    @Inject
    GenerationRuns runs;

    @Inject
    Models models;

    @Inject
    RunnerJob runner;

    @Inject
    Sql sql;

    @Test
    @Timeout(600)
    void a_cancelled_run_grows_no_more_and_its_runner_stops() throws Exception {
        System.setProperty(
                "parallax.home", Path.of("..").toAbsolutePath().normalize().toString());
        var ines = world.person(Role.RESEARCHER, "Ines");
        long study = world.draft(world.twoShores("Cancelled", 2, 2), ines);
        long run = runs.queue(
                study,
                "Prompts",
                BundledPrompts.read(),
                models.source(Models.DEMO),
                Decoding.sampling(0.8, 0.95, 60, REPLIES_PER_PROMPT, 1),
                ines.id());
        var carriedOut = CompletableFuture.runAsync(() -> runner.runNext());
        while (items(study) == 0 && !carriedOut.isDone()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertTrue(runs.cancel(study, run, Actor.system()), "the run was still under way");
        long whenCancelled = items(study);
        carriedOut.get(5, TimeUnit.MINUTES);
        assertTrue(whenCancelled > 0);
        assertEquals(whenCancelled, items(study), "nothing is stored after the cancellation");
    }

    private long items(long study) {
        return sql.number("select count(*) from item where study_id = :study", bind("study", study));
    }
}
