package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.dataset.Datasets;
import parallax.dataset.items.PairItemsCommand;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// The replies of two runs are put side by side by page, program and command, and taken apart again as they were.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairsTest {
    @Inject
    World world;

    @Inject
    Items items;

    @Inject
    ApiKeys keys;

    @Inject
    Datasets datasets;

    @Inject
    Instance<PairItemsCommand> command;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");
    private String key = "";
    private long study;
    private long careful;
    private long bold;

    /// Both runs answered the first two prompts; the careful one the third alone.
    @BeforeEach
    void two_runs_over_the_same_prompts() {
        ines = world.person(Role.RESEARCHER, "Ines");
        key = keys.create(ines.id(), "A program", Set.of("read", "write", "export"))
                .text();
        study = world.draft(world.plan(world.introduction("Two models"), World.CONSENT, "preference", 5, 2, 1), ines);
        careful = run("careful", 3);
        bold = run("bold", 2);
    }

    @Test
    void a_program_sees_the_runs_pairs_them_and_takes_them_apart_as_they_were() {
        Map<String, String> before = conversations();
        assertEquals(List.of(careful, bold), List.copyOf(ids(program().get(at("/runs")))));
        Response made = pair(careful, bold);
        assertEquals(200, made.statusCode(), made::asString);
        assertEquals(2, made.jsonPath().getInt("pairs"));
        assertEquals(
                Map.of(
                        "careful-0", "user:Prompt 0?|chatbot:careful 0.|alternative:bold 0.",
                        "careful-1", "user:Prompt 1?|chatbot:careful 1.|alternative:bold 1.",
                        "careful-2", "user:Prompt 2?|chatbot:careful 2."),
                conversations());
        assertEquals(409, pair(careful, bold).statusCode(), "nothing is left to pair");
        Response parted = program().delete(at("/pairs"));
        assertEquals(2, parted.jsonPath().getInt("pairs"));
        assertEquals(before, conversations());
        assertEquals(0, program().delete(at("/pairs")).jsonPath().getInt("pairs"));
        assertEquals(2, pair(bold, careful).jsonPath().getInt("pairs"), "and the other way round");
        assertEquals(
                List.of("items.paired", "items.parted", "items.paired"),
                sql.list(
                        row -> row.getString(1),
                        "select action from audit_entry where study_id = :study and action like 'items.%' order by id",
                        bind("study", study)));
    }

    @Test
    void what_cannot_be_paired_is_said_and_nothing_is_done() {
        Map<String, String> before = conversations();
        assertEquals("A run cannot be paired with itself.", said(400, pair(bold, bold)));
        assertEquals("The study has no run 0.", said(400, pair(careful, 0)));
        assertTrue(
                said(400, program().body("{\"first\": 1}").post(at("/pairs"))).contains("run"));
        sql.update("update generation_run set state = 'queued' where id = :run", bind("run", bold));
        assertEquals("Run " + bold + " still writes replies.", said(409, pair(careful, bold)));
        sql.update("update generation_run set state = 'done' where id = :run", bind("run", bold));
        sql.update("update study set state = 'closed', published_at = now() where id = :study", bind("study", study));
        assertEquals("Replies can be paired, and taken apart, in a draft only.", said(409, pair(careful, bold)));
        assertEquals(409, program().delete(at("/pairs")).statusCode());
        assertEquals(before, conversations());
    }

    @Test
    void the_page_offers_it_and_says_how_many_there_are() {
        Browserless browser = Browserless.anonymous().holding("session", ines.session());
        String page = "/studies/" + study + "/design";
        assertTrue(browser.get(page).asString().contains("Put the replies of two runs side by side"));
        Map<String, String> both = Map.of("first", Long.toString(careful), "second", Long.toString(bold));
        assertEquals(303, browser.post(page + "/pairs", both).statusCode());
        assertTrue(browser.get(page).asString().contains("2 items end in the replies of two runs"));
        Response again = browser.post(page + "/pairs", both);
        assertEquals(422, again.statusCode());
        assertTrue(again.asString().contains("no replies to the same prompt"));
        assertEquals(303, browser.post(page + "/pairs/removal", Map.of()).statusCode());
        assertEquals(5, conversations().size());
    }

    @Test
    void the_command_lists_runs_pairs_them_and_takes_them_apart() {
        assertTrue(printed(0).contains(bold + "  bold  done, 2 of 2 replies"));
        assertEquals("2 pairs\n", printed(0, Long.toString(careful), Long.toString(bold)));
        assertEquals("Name two runs, or say --apart.\n", printed(1, Long.toString(careful)));
        assertEquals("2 pairs taken apart\n", printed(0, "--apart"));
    }

    @Test
    void provenance_names_both_models() throws IOException {
        pair(careful, bold);
        String provenance = datasets.provenance(study);
        String line = provenance
                .lines()
                .filter(one -> one.contains("\"careful-0\""))
                .findFirst()
                .orElseThrow();
        assertTrue(
                line.contains("\"model\":\"careful\"") && line.contains("\"alternative\":{\"model\":\"bold\""), line);
    }

    private static final String MODEL = """
            insert into model (name, provider, digest, location) values (:name, 'http', 'sha256:' || :name, 'elsewhere')
            on conflict (provider, digest) do update set name = excluded.name returning id""";

    private static final String RUN = """
            insert into generation_run (study_id, prompt_set_id, model_id, sampler, seed, samples_per_prompt, state, created_at)
            values (:study, :set, :model, '{}', 7, 1, 'done', now()) returning id""";

    private static final String PROMPT = """
            insert into prompt (prompt_set_id, position, code, messages)
            values (:set, :position, :code, jsonb_build_array(jsonb_build_object('role', 'user', 'content', :text::text)))
            returning id""";

    private static final String REPLY = """
            insert into generation (run_id, prompt_id, sample, response, finish_reason, provenance)
            values (:run, :prompt, 0, :reply, 'stop', jsonb_build_object('model', :model::text)) returning id""";

    private long run(String model, int prompts) {
        long stored = sql.number(MODEL, bind("name", model));
        long set = sql.number("insert into prompt_set (title) values ('Prompts') returning id");
        long run = sql.number(RUN, bind("study", study), bind("set", set), bind("model", stored));
        for (int prompt = 0; prompt < prompts; prompt++) {
            answered(model, run, set, prompt);
        }
        return run;
    }

    private void answered(String model, long run, long set, int prompt) {
        String text = "Prompt " + prompt + "?";
        String reply = model + " " + prompt + ".";
        long asked = sql.number(
                PROMPT, bind("set", set), bind("position", prompt), bind("code", "p" + prompt), bind("text", text));
        long generation =
                sql.number(REPLY, bind("run", run), bind("prompt", asked), bind("reply", reply), bind("model", model));
        List<Turn> turns = List.of(new Turn(Turn.Speaker.USER, text), new Turn(Turn.Speaker.CHATBOT, reply));
        QuarkusTransaction.requiringNew()
                .run(() -> items.add(study, new Items.Generated(model + "-" + prompt, "", generation, turns)));
    }

    private Map<String, String> conversations() {
        Map<String, String> all = new TreeMap<>();
        sql.list(row -> all.put(row.getString(1), row.getString(2)), """
                select i.code, string_agg(t.speaker || ':' || t.content, '|' order by t.position)
                from item i join turn t on t.item_id = i.id where i.study_id = :study group by i.id""", bind("study", study));
        return all;
    }

    private String printed(int status, String... arguments) {
        var out = new StringWriter();
        var line = new CommandLine(command.get())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true));
        String[] all = new String[arguments.length + 1];
        all[0] = Long.toString(study);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertEquals(status, line.execute(all), out::toString);
        return out.toString();
    }

    private Response pair(long first, long second) {
        return program()
                .body("{\"first\": " + first + ", \"second\": " + second + "}")
                .post(at("/pairs"));
    }

    private RequestSpecification program() {
        return Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .contentType("application/json");
    }

    private String at(String path) {
        return "/api/v1/studies/" + study + path;
    }

    private static List<Long> ids(Response runs) {
        return runs.jsonPath().getList("id", Long.class);
    }

    private static String said(int status, Response refused) {
        assertEquals(status, refused.statusCode(), refused::asString);
        return refused.jsonPath().getString("detail");
    }
}
