package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Studies;

/// Somebody knows a rater's panel id and nothing else. Whatever they do, what the rater answered stays the
/// rater's, and the other way round: neither sees, changes, ends or is paid for what is the other's.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UnprovedSessionTest {
    private static final Pattern OWN_CODE = Pattern.compile("data-code>([0-9A-Z-]+)<");
    private static final List<String> OWN = List.of("/my-data", "/my-data/my-data.json", "/my-data/withdrawal");

    @Inject
    World world;

    @Inject
    Studies studies;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");

    @Test
    void who_has_the_panel_id_alone_is_shown_no_code_and_sees_nothing_that_the_rater_answers_before_or_after() {
        Browserless victim = victim("Read");
        String code = code(victim);
        String before = judges(victim, 1);
        Browserless attacker = goesOnWithTheIdAlone();
        for (String page : List.of("/pause", "/about-you", "/rate")) {
            assertFalse(attacker.get(at(page)).asString().contains("data-code"), page);
        }
        victim = returns(code);
        String after = judges(victim, 1);
        for (String item : List.of(before, after)) {
            assertEquals(404, attacker.get(item).statusCode());
            assertEquals(404, attacker.post(item + "/judgment", answers(2)).statusCode());
        }
        assertFalse(
                goesOnWithTheIdAlone().post(at("/exit"), Map.of()).asString().contains("data-code"));
    }

    @Test
    void the_rater_comes_back_with_their_code_and_has_all_their_rights_again() {
        Browserless victim = victim("Rights");
        String code = code(victim);
        String item = judges(victim, 1);
        judges(goesOnWithTheIdAlone(), 0);
        victim = returns(code);
        for (String page : OWN) {
            assertEquals(200, victim.get(at(page)).statusCode(), page);
        }
        assertEquals(200, victim.get(item).statusCode(), "their own item can be changed still");
        Response data = victim.get(at("/my-data/my-data.json"));
        assertEquals(1, data.jsonPath().getList("judged").size(), data.asString());
        assertEquals(1, data.jsonPath().getInt("withoutCode"));
        assertTrue(victim.get(at("/my-data")).asString().contains("1 more conversation was"));
        assertEquals(
                200,
                victim.post(at("/my-data/withdrawal"), Map.of("sure", "yes")).statusCode());
        assertEquals(0, world.judgments(study), "both sittings' answers go");
    }

    @Test
    void who_came_first_under_somebody_elses_id_reads_nothing_of_what_that_person_answers() {
        Browserless attacker = victim("First come");
        String code = code(attacker);
        Browserless real = goesOnWithTheIdAlone();
        String item = judges(real, 1);
        attacker = returns(code);
        assertEquals(404, attacker.get(item).statusCode());
        assertEquals(404, attacker.post(item + "/judgment", answers(2)).statusCode());
        Response data = attacker.get(at("/my-data/my-data.json"));
        assertEquals(List.of(), data.jsonPath().getList("judged"), data.asString());
    }

    @Test
    void before_anything_was_said_the_part_is_that_of_whoever_goes_on_and_the_code_before_opens_nothing() {
        study = world.open(world.twoShores("Consented only", 5, 4), "One.", "Two.", "Three.", "Four.");
        Browserless first = consented();
        String code = code(first);
        Browserless second = goesOnWithTheIdAlone();
        assertNotEquals(code, code(second));
        second.post(at("/about-you"), Map.of("axis.shore", "East"));
        String item = judges(second, 1);
        Browserless back = arrived();
        assertEquals(422, back.post(at("/return"), Map.of("code", code)).statusCode());
        assertEquals(200, second.get(item).statusCode());
        assertEquals(200, second.get(at("/my-data")).statusCode());
    }

    @Test
    void without_proof_nobody_ends_a_part_or_is_paid_for_what_another_did() {
        Browserless victim = victim("Ended by another");
        String code = code(victim);
        judges(victim, 1);
        Browserless attacker = goesOnWithTheIdAlone();
        assertEquals(403, attacker.get(at("/stop")).statusCode());
        assertEquals(403, attacker.post(at("/stop"), Map.of()).statusCode());
        for (int n = 0; n < 2; n++) {
            String item = attacker.get(at("/rate")).header("Location");
            attacker.post(path(item) + "/skip", Map.of("reason", "other", "note", ""));
        }
        String page = attacker.get(at("/rate")).asString();
        assertTrue(page.contains("Nothing more to rate on this device"), page);
        victim = returns(code);
        victim.post(at("/stop"), Map.of());
        assertTrue(victim.get(at("/rate")).asString().contains("PART-3"));
        assertFalse(goesOnWithTheIdAlone().get(at("/rate")).asString().contains("PART-3"));
    }

    @Test
    void what_is_changed_after_the_end_leaves_the_end_where_it_was() {
        Browserless rater = victim("Changed after the end");
        String item = judges(rater, 1);
        rater.post(at("/stop"), Map.of());
        assertEquals(303, rater.post(item + "/judgment", changed(2)).statusCode());
        assertEquals(
                1, number("select count(*) from participation where study_id = :study and finished_at is not null"));
    }

    @Test
    void after_the_end_nothing_more_is_taken_in() {
        Browserless rater = victim("After the end");
        judges(rater, 1);
        String held = path(rater.get(at("/rate")).header("Location"));
        rater.get(held);
        rater.post(at("/stop"), Map.of());
        long question = world.questions(study).iterator().next();
        Response draft = rater.post(
                held + "/draft", Map.of("question", String.valueOf(question), "option", "1", "sequence", "1"));
        assertEquals(409, draft.statusCode());
        assertTrue(draft.asString().startsWith("Your part in this study has ended"), draft.asString());
        Response refused = rater.post(held + "/judgment", answers(1));
        assertEquals(409, refused.statusCode());
        assertTrue(refused.asString().contains("Your part ends here"), refused.asString());
        assertEquals(1, world.judgments(study));
    }

    @Test
    void a_study_that_is_paused_or_closed_takes_what_is_before_a_rater_and_nothing_else() {
        Browserless rater = victim("Closed meanwhile");
        String first = judges(rater, 1);
        String open = path(rater.get(at("/rate")).header("Location"));
        rater.get(open);
        String ahead = path(rater.get(open + "/next").header("Content-Location"));
        assertTrue(studies.change(study.id(), "closed", null, Actor.system()));
        rater.post(ahead + "/judgment", answers(1));
        assertEquals(1, world.judgments(study), "what was never before them is not taken");
        assertEquals(303, rater.post(open + "/judgment", answers(1)).statusCode(), "their work is not lost");
        rater.post(first + "/judgment", changed(2));
        assertEquals(2, world.judgments(study), "nothing is changed either");
    }

    @Test
    void what_no_form_of_the_page_sends_is_refused_with_a_sentence() {
        Browserless rater = victim("Broken forms");
        String item = path(rater.get(at("/rate")).header("Location"));
        long question = world.questions(study).iterator().next();
        Response twice = rater.post(item + "/judgment", "q." + question, List.of("0", "1"));
        assertEquals(400, twice.statusCode());
        assertTrue(twice.asString().contains("takes one answer and was sent 2"), twice.asString());
        for (String address : List.of(at("/consent"), at("/return"), item + "/draft", item + "/judgment", "/sign-in")) {
            assertEquals(
                    400,
                    rater.postAs("application/x-www-form-urlencoded; charset=UTF-8", "x=%ZZ", address)
                            .statusCode(),
                    address);
        }
        for (String id : List.of("a%00", "a%FF", "a%0Ab")) {
            Response refused = Browserless.anonymous().get(at("?PROLIFIC_PID=" + id + "&STUDY_ID=s&SESSION_ID=v"));
            assertEquals(400, refused.statusCode(), id);
            assertFalse(refused.cookies().containsKey("arrival-" + study.code()));
        }
    }

    /// Somebody of the panel who was let in.
    private Browserless victim(String title) {
        study = world.open(world.twoShores(title, 5, 4), "One.", "Two.", "Three.", "Four.");
        Browserless rater = consented();
        rater.post(at("/about-you"), Map.of("axis.shore", "East"));
        return rater;
    }

    private Browserless consented() {
        Browserless rater = arrived();
        Response consent = rater.post(at("/consent"), Map.of("agree", "yes"));
        return rater.holding("rater-" + study.code(), consent.cookie("rater-" + study.code()));
    }

    private Browserless arrived() {
        Browserless client = Browserless.anonymous();
        String arrival =
                client.get(at("?PROLIFIC_PID=p1&STUDY_ID=s&SESSION_ID=v")).cookie("arrival-" + study.code());
        return client.holding("arrival-" + study.code(), arrival);
    }

    /// From a browser of their own, once the other device was silent for a lease.
    private Browserless goesOnWithTheIdAlone() {
        sql.update(
                "update participation set last_seen_at = last_seen_at - interval '1 day' where study_id = :study",
                bind("study", study.id()));
        Browserless client = arrived();
        Response gone = client.post(at("/continue"), Map.of());
        return client.holding("rater-" + study.code(), gone.cookie("rater-" + study.code()));
    }

    private Browserless returns(String code) {
        Browserless client = arrived();
        Response gone = client.post(at("/return"), Map.of("code", code));
        assertEquals(303, gone.statusCode());
        return client.holding("rater-" + study.code(), gone.cookie("rater-" + study.code()));
    }

    private String code(Browserless rater) {
        return Browserless.found(OWN_CODE, rater.get(at("/pause")).asString());
    }

    /// @return where the item lies that they judged
    private String judges(Browserless rater, int option) {
        rater.post(at("/resume"), Map.of());
        String item = path(rater.get(at("/rate")).header("Location"));
        rater.get(item);
        assertEquals(303, rater.post(item + "/judgment", answers(option)).statusCode());
        return item;
    }

    private Map<String, String> answers(int option) {
        var fields = new HashMap<String, String>();
        world.questions(study).forEach(question -> fields.put("q." + question, String.valueOf(option)));
        fields.put("key", UUID.randomUUID().toString());
        return fields;
    }

    private Map<String, String> changed(int option) {
        Map<String, String> fields = answers(option);
        fields.put("change", "true");
        return fields;
    }

    private String at(String step) {
        return "/s/" + study.code() + step;
    }

    private static String path(String address) {
        return java.net.URI.create(address).getPath();
    }

    private long number(String query) {
        return sql.number(query, bind("study", study.id()));
    }
}
