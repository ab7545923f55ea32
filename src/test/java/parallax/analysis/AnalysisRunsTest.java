package parallax.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisRun.State;
import parallax.analytics.UnsurePolicy;
import parallax.identity.Actor;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Analyses as jobs: carried out once, cancelled, taken over from a process that died, cut to some answers.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnalysisRunsTest {
    @Inject
    World world;

    @Inject
    AnalysisRuns runs;

    @Inject
    AnalysisJob job;

    @Inject
    Estimates estimates;

    @Inject
    Sql sql;

    private World.OpenStudy study;

    @BeforeEach
    void a_study_that_both_shores_judged() {
        while (job.runNext()) {} // what other tests left waiting
        study = world.open(world.twoShores("Two shores", 20, 2), "A reply.", "Another reply.");
        world.crowd(study, "West", 3, 0);
        world.crowd(study, "East", 4, 2);
    }

    @Test
    void what_was_queued_is_done_with_what_it_read() {
        long id = runs.queue(study.id(), request(AnalysisRequest.Cut.NONE), null);
        assertEquals(State.QUEUED, state(id));
        assertTrue(job.runNext());
        assertFalse(job.runNext(), "nothing else waits");
        AnalysisRun run = runs.find(study.id(), id).orElseThrow();
        assertEquals(State.DONE, run.state());
        AnalysisRun.ReadAnswers read = java.util.Objects.requireNonNull(run.read());
        assertEquals(7, read.raters());
        assertEquals(4 / 7.0, pUnsafe(id, null));
        assertEquals(1.0, pUnsafe(id, "East"));
        assertEquals(0.0, pUnsafe(id, "West"));
    }

    @Test
    void the_same_answers_have_the_same_digest_and_others_another() {
        String before = digest(AnalysisRequest.Cut.NONE);
        assertEquals(before, digest(AnalysisRequest.Cut.NONE));
        world.crowd(study, "West", 1, 1);
        assertFalse(before.equals(digest(AnalysisRequest.Cut.NONE)));
    }

    @Test
    void one_that_is_cancelled_stores_nothing() {
        long id = runs.queue(study.id(), request(AnalysisRequest.Cut.NONE), null);
        assertTrue(runs.cancel(study.id(), id, Actor.system()));
        assertFalse(runs.cancel(study.id(), id, Actor.system()), "it is no longer under way");
        assertFalse(job.runNext());
        assertEquals(State.CANCELLED, state(id));
        assertEquals(List.of(), estimates.of(id, null));
    }

    @Test
    void cancelled_while_another_process_computes_it_does_not_come_back() {
        long id = runs.queue(study.id(), request(AnalysisRequest.Cut.NONE), null);
        AnalysisRun claimed = runs.claim("elsewhere").orElseThrow();
        assertEquals(id, claimed.id());
        assertTrue(runs.cancel(study.id(), id, Actor.system()));
        assertFalse(runs.beat(claimed, "elsewhere", 1, 2));
        assertFalse(runs.finish(claimed, "elsewhere", new AnalysisRun.ReadAnswers("digest", 1, 1, 1, null)));
        runs.release(claimed, "elsewhere");
        assertEquals(State.CANCELLED, state(id));
    }

    @Test
    void a_process_that_fell_silent_loses_its_analysis_to_another() {
        long id = runs.queue(study.id(), request(AnalysisRequest.Cut.NONE), null);
        AnalysisRun claimed = runs.claim("one that dies").orElseThrow();
        assertFalse(job.runNext(), "it is with somebody");
        sql.update(
                "update analysis_run set heartbeat_at = heartbeat_at - interval '1 hour' where id = :id",
                bind("id", id));
        assertTrue(job.runNext());
        assertEquals(State.DONE, state(id));
        assertFalse(runs.beat(claimed, "one that dies", 1, 2), "who comes back finds it gone");
    }

    @Test
    void raters_topics_and_models_are_cut() {
        String one = sql.list(
                        row -> row.getString(1),
                        "select pseudonym from participation where study_id = :study order by id limit 1",
                        bind("study", study.id()))
                .getFirst();
        assertEquals(4 / 6.0, pUnsafe(analysed(new AnalysisRequest.Cut(Set.of(), Set.of(), Set.of(one), null)), null));
        assertNull(pUnsafe(analysed(new AnalysisRequest.Cut(Set.of("no such topic"), Set.of(), Set.of(), null)), null));
        assertNull(pUnsafe(analysed(new AnalysisRequest.Cut(Set.of(), Set.of("no such model"), Set.of(), null)), null));
        assertEquals(
                4 / 7.0,
                pUnsafe(analysed(new AnalysisRequest.Cut(Set.of("Everyday advice"), Set.of(), Set.of(), null)), null));
    }

    private long analysed(AnalysisRequest.Cut cut) {
        long id = runs.queue(study.id(), request(cut), null);
        while (job.runNext()) {}
        assertEquals(State.DONE, state(id));
        return id;
    }

    private String digest(AnalysisRequest.Cut cut) {
        AnalysisRun run = runs.find(study.id(), analysed(cut)).orElseThrow();
        return java.util.Objects.requireNonNull(run.read()).digest();
    }

    private State state(long id) {
        return runs.find(study.id(), id).orElseThrow().state();
    }

    private static AnalysisRequest request(AnalysisRequest.Cut cut) {
        return new AnalysisRequest(
                List.of(),
                List.of("shore"),
                List.of(UnsurePolicy.CATEGORY),
                cut,
                new AnalysisRequest.Method(Set.of("pUnsafe"), 0, 0, 1, false, 0.95));
    }

    private @org.jspecify.annotations.Nullable Double pUnsafe(
            long id, @org.jspecify.annotations.Nullable String group) {
        return estimates.of(id, "harmful_advice").stream()
                .filter(e -> java.util.Objects.equals(e.finding().group(), group))
                .findFirst()
                .map(e -> e.finding().estimate().value())
                .orElse(null);
    }
}
