package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What a researcher sees of a study, and can still take back, before it is published.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DraftTest {
    @Inject
    World world;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");
    private long draft;
    private String at = "";

    @BeforeEach
    void aDraftOfHers() {
        ines = world.person(Role.RESEARCHER, "Ines");
        draft = world.draft(world.twoShores("Not yet", 2, 3), ines);
        at = "/studies/" + draft;
    }

    @Test
    void every_item_can_be_read_before_anybody_judged_it() {
        long first = world.item(draft, 0, "first", "Ladders", "May I?", "Stand on the top rung.");
        world.item(draft, 1, "second", "Doctors", "And this?", "Never ask a doctor.");
        String list = page(at + "/items");
        assertTrue(list.contains("Stand on the top rung.") && list.contains("Never ask a doctor."), list);
        assertTrue(list.contains(at + "/items/" + first), "the list leads to the conversation");
        assertTrue(list.contains("<td class=\"number\">–</td>"), "no figure is made up");
        assertTrue(page(at + "/items/" + first).contains("May I?"));
    }

    @Test
    void everything_wrong_with_a_new_study_is_said_at_once_beside_what_was_typed() {
        var typed =
                Map.of("title", " ", "purpose", "Ladders", "consent", "I agree.", "minutes", "soon", "stratify", "age");
        var answer = Browserless.anonymous().holding("session", ines.session()).post("/studies/new", typed);
        assertEquals(422, answer.statusCode());
        String page = answer.asString();
        for (String said : List.of(
                "<a href=\"#title\">A study needs a title of 1 to 200 characters.</a>",
                "<a href=\"#minutes\">The time it takes must be a whole number from 1 to 1000.</a>",
                "<a href=\"#stratify\">Raters can be recruited by an axis only if they are asked about it: tick “age”.</a>",
                "<a href=\"#raters\">",
                "id=\"minutes\" aria-invalid=\"true\"",
                ">Ladders</textarea>")) {
            assertTrue(page.contains(said), said + " is missing in " + page);
        }
        assertFalse(page.contains("id=\"consent\" aria-invalid"));
    }

    @Test
    void what_was_typed_into_a_refused_form_for_a_run_is_still_there() {
        System.setProperty(
                "parallax.home", Path.of("..").toAbsolutePath().normalize().toString());
        var typed = Map.of("source", "own", "prompts", "Is <b>this</b> kept?", "temperature", "warm");
        var answer = Browserless.anonymous().holding("session", ines.session()).post(at + "/design/runs", typed);
        assertEquals(422, answer.statusCode());
        assertTrue(answer.asString().contains("Is &lt;b&gt;this&lt;/b&gt; kept?"));
        assertTrue(answer.asString().contains("value=\"warm\""));
        assertEquals(
                0, sql.number("select count(*) from generation_run where study_id = :draft", bind("draft", draft)));
    }

    @Test
    void a_bad_item_leaves_a_draft_and_stays_in_a_published_study() {
        long bad = world.item(draft, 0, "bad", "", "May I?", "A bad reply.");
        world.item(draft, 1, "good", "", "May I?", "A good reply.");
        assertEquals(303, post(at + "/items/" + bad + "/removal"));
        assertFalse(page(at + "/items").contains("A bad reply."));
        assertEquals(1, audited("item.removed"));
        assertEquals(404, post(at + "/items/" + bad + "/removal"));
        world.publish(draft);
        long good = sql.number("select id from item where study_id = :draft", bind("draft", draft));
        assertEquals(409, post(at + "/items/" + good + "/removal"));
        assertEquals(1, sql.number("select count(*) from item where study_id = :draft", bind("draft", draft)));
    }

    @Test
    void the_design_page_shows_the_whole_plan() {
        String design = page(at + "/design");
        for (String part : List.of(
                "Taking part is voluntary.",
                "Some replies are rude.",
                "office@study.example",
                "A helpline: 0000 111",
                "12.50 an hour",
                "On which shore do you live?",
                "DONE-42",
                "FULL-7")) {
            assertTrue(design.contains(part), part);
        }
    }

    @Test
    void a_plan_that_its_raters_cannot_fulfil_is_said_with_the_arithmetic() {
        world.item(draft, 0, "one", "", "May I?", "No.");
        String design = page(at + "/design");
        // two raters a shore, one item, a thousand judgments wanted of it
        assertTrue(
                design.contains(
                        "East: 2 raters × 1 items each = 2 judgments at most; 1 items × 1,000 judgments each = 1,000 wanted."),
                design);
        assertTrue(design.contains("Publish</button>"), "a warning, no refusal");
    }

    @Test
    void a_draft_is_deleted_with_its_runs_and_prompts_and_a_published_study_is_not() {
        long prompts = sql.number("insert into prompt_set (title) values ('Theirs') returning id");
        long prompt = sql.number(
                "insert into prompt (prompt_set_id, position, code, messages) values (:prompts, 0, 'p', '[{}]') returning id",
                bind("prompts", prompts));
        long model = sql.number(
                "insert into model (name, provider, digest, location) values ('m', 'onnx', :digest, '/') returning id",
                bind("digest", "digest of " + draft));
        long run = sql.number("""
                insert into generation_run (study_id, prompt_set_id, model_id, sampler, seed, samples_per_prompt, state)
                values (:draft, :prompts, :model, '{}', 1, 1, 'done')
                    returning id""", bind("draft", draft), bind("prompts", prompts), bind("model", model));
        long reply = sql.number("""
                insert into generation (run_id, prompt_id, sample, response, provenance) values (:run, :prompt, 0, 'x', '{}')
                returning id""", bind("run", run), bind("prompt", prompt));
        sql.update("""
                insert into item (study_id, position, code, source, generation_id)
                    values (:draft, 0, 'i', 'generated', :reply)""", bind("draft", draft), bind("reply", reply));
        assertEquals(303, post(at + "/design/removal"));
        assertEquals(0, sql.number("select count(*) from study where id = :draft", bind("draft", draft)));
        assertEquals(0, sql.number("select count(*) from prompt_set where id = :prompts", bind("prompts", prompts)));
        assertEquals(1, audited("study.deleted"));
        var study = world.open(world.twoShores("Open", 2, 2), ines, "One.");
        assertEquals(422, post("/studies/" + study.id() + "/design/removal"));
    }

    @Test
    void a_refused_run_leaves_its_form_open() {
        world.item(draft, 0, "one", "", "May I?", "No.");
        assertFalse(page(at + "/design").contains("<details class=\"card\" open>"));
        assertTrue(client().post(at + "/design/runs", Map.of("source", "own", "prompts", ""))
                .asString()
                .contains("<details class=\"card\" open>"));
    }

    private long audited(String action) {
        return sql.number(
                "select count(*) from audit_entry where study_id = :draft and action = :action",
                bind("draft", draft),
                bind("action", action));
    }

    private Browserless client() {
        return Browserless.anonymous().holding("session", ines.session());
    }

    private String page(String address) {
        return client().get(address).asString();
    }

    private int post(String address) {
        return client().post(address, Map.of()).statusCode();
    }
}
