package parallax.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What generation runs can generate with: models of this machine, with and without adapters, and served ones.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = ModelsResource.class, restrictToAnnotatedClass = true)
class ModelSourcesTest {
    private static final String ADAPTED = ModelsResource.TINY + " with " + ModelsResource.ADAPTER;

    @Inject
    World world;

    @Inject
    Models models;

    @Inject
    GenerationRuns runs;

    @Inject
    RunnerJob runner;

    @Inject
    Sql sql;

    private World.Person ines;
    private long study;

    @BeforeEach
    void draft() {
        System.setProperty(
                "parallax.home", Path.of("..").toAbsolutePath().normalize().toString());
        ines = world.person(Role.RESEARCHER, "Ines");
        study = world.draft(world.twoShores("Sources", 2, 2), ines);
    }

    private GenerationRuns.Progress generated(ModelSource source, String prompts, int samples) {
        runs.queue(study, "Prompts", Prompts.read(prompts), source, Decoding.sampling(0, 1, 12, samples, 1), ines.id());
        assertTrue(runner.runNext());
        return runs.ofStudy(study).getLast();
    }

    private List<String> replies(long run) {
        return sql.list(
                row -> row.getString(1),
                "select response from generation where run_id = :run order by id",
                bind("run", run));
    }

    @Test
    void a_run_with_an_adapter_writes_what_the_adapter_makes_of_the_model_and_says_so() {
        assertEquals(List.of(Models.DEMO, ModelsResource.TINY, ADAPTED, ModelsResource.SERVED), models.names());
        GenerationRuns.Progress plain = generated(models.source(ModelsResource.TINY), "w31", 1);
        GenerationRuns.Progress adapted = generated(models.source(ADAPTED), "w31", 1);
        assertEquals("done", plain.state());
        assertEquals("done", adapted.state());
        assertEquals(ModelsResource.ADAPTER, adapted.adapter());
        assertNotEquals(replies(plain.id()), replies(adapted.id()));
        assertTrue(
                replies(adapted.id()).getFirst().replace(" ", "").startsWith("w39w21w21w37w19"),
                "transformers' tokens");
        assertEquals(1, sql.number("""
                        select count(*) from generation g join generation_run r on r.id = g.run_id
                        where g.provenance ->> 'adapterDigest' = r.adapter_digest and r.id = :adapted""", bind("adapted", adapted.id())));
    }

    @Test
    void a_run_whose_model_or_adapter_has_changed_since_it_was_queued_is_refused() throws IOException {
        ModelSource queued = models.source(ADAPTED);
        Path copy = Files.createTempFile("other", ".onnx_adapter");
        Files.write(copy, new byte[] {1, 2, 3});
        ModelSource changed = new ModelSource(
                queued.name(),
                queued.provider(),
                queued.digest(),
                queued.precision(),
                queued.location(),
                new ModelSource.Adapter(copy.toString(), "sha256:of-what-lay-there-then"));
        GenerationRuns.Progress run = generated(changed, "w31", 1);
        assertEquals("failed", run.state());
        assertTrue(run.failure().endsWith("has changed since this run was queued: queue a new one."), run.failure());
    }

    @Test
    void a_served_model_is_asked_for_every_sample_and_failures_stay_with_their_prompts() {
        ModelsResource.ASKED.clear();
        GenerationRuns.Progress run =
                generated(models.source(ModelsResource.SERVED), "How are you?\nPlease fail.\nAnd now?", 2);
        assertEquals("done", run.state());
        assertEquals(4, run.replies().done());
        assertEquals(
                List.of("p2 1", "p2 2"),
                run.replies().failures().stream()
                        .map(f -> f.prompt() + " " + f.reply())
                        .toList());
        assertTrue(
                replies(run.id()).contains("You said: And now?"),
                () -> replies(run.id()).toString());
        assertEquals("big-model", ModelsResource.ASKED.element().get("model").asText());
        assertEquals(4, sql.number("select count(*) from item where study_id = :study", bind("study", study)));
    }

    @Test
    void a_run_goes_on_where_it_was_cancelled_and_what_failed_is_tried_anew() {
        long run = runs.queue(
                study,
                "Prompts",
                Prompts.read("One.\nPlease fail.\nTwo."),
                models.source(ModelsResource.SERVED),
                Decoding.sampling(0, 1, 12, 1, 1),
                ines.id());
        assertTrue(runs.cancel(study, run, Actor.system()));
        assertFalse(runner.runNext(), "a cancelled run is nobody's");
        assertTrue(runs.resume(study, run, Actor.system()));
        assertTrue(runner.runNext());
        GenerationRuns.Progress first = runs.ofStudy(study).getLast();
        assertEquals(2, first.replies().done());
        assertEquals(1, first.replies().failed());
        ModelsResource.ASKED.clear();
        assertTrue(first.mayResume() && runs.resume(study, run, Actor.system()));
        assertTrue(runner.runNext());
        assertEquals(1, ModelsResource.ASKED.size(), "only what failed is asked for again");
        assertEquals(2, sql.number("select count(*) from item where study_id = :study", bind("study", study)));
    }

    @Test
    void nothing_is_added_to_a_study_that_is_no_longer_a_draft() {
        generated(models.source(ModelsResource.SERVED), "One.\nPlease fail.", 1);
        long run = runs.ofStudy(study).getLast().id();
        world.publish(study);
        assertFalse(runs.resume(study, run, Actor.system()));
        ModelSource source = models.source(ModelsResource.SERVED);
        List<Prompts.Prompt> prompts = Prompts.read("Two.");
        Decoding decoding = Decoding.sampling(0, 1, 12, 1, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> runs.queue(study, "Prompts", prompts, source, decoding, ines.id()));
        assertEquals(1, sql.number("select count(*) from item where study_id = :study", bind("study", study)));
    }

    @Test
    void a_reason_that_the_database_cannot_hold_is_kept_as_far_as_it_can() {
        GenerationRuns.Progress run = generated(models.source(ModelsResource.SERVED), "Please fail with a nul.", 1);
        assertEquals("done", run.state());
        assertTrue(
                run.replies().failures().getFirst().reason().contains("\u2400"),
                run.replies().failures()::toString);
    }
}
