package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Studies;
import parallax.study.StudyPlan;

/// The way into a study stores nothing of whoever has not agreed, and its end pays for what was done.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EntryTest {
    @Inject
    World world;

    @Inject
    Studies studies;

    @Inject
    Sql sql;

    @Test
    void who_only_looks_is_counted_and_not_stored() {
        var study = world.open(world.twoShores("Only looking", 5, 1), "A reply.");
        long known = sql.number("select count(*) from rater");
        for (int n = 0; n < 20; n++) {
            assertEquals(
                    303, Browserless.anonymous().get(from(study, "junk-" + n)).statusCode());
        }
        assertEquals(known, sql.number("select count(*) from rater"));
        assertEquals(0, world.raters(study));
        assertEquals(20, arrivals(study));
    }

    @Test
    void a_closed_study_stores_nothing_of_anybody() {
        var study = world.open(world.twoShores("Closed", 5, 1), "A reply.");
        assertTrue(studies.change(study.id(), "closed", null, Actor.system()));
        for (String address : List.of(from(study, "late"), "/s/" + study.code())) {
            Response page = Browserless.anonymous().get(address);
            assertTrue(page.asString().contains("This study is closed"), address);
            assertEquals(
                    Map.of(),
                    page.cookies().entrySet().stream()
                            .filter(cookie -> !cookie.getKey().equals("csrf"))
                            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
        assertEquals(0, world.raters(study));
        assertEquals(0, arrivals(study));
    }

    @Test
    void an_address_in_which_the_panel_put_no_id_is_refused_with_a_sentence() {
        var study = world.open(world.twoShores("Placeholders", 5, 1), "A reply.");
        for (String id :
                List.of("%7B%7B%25PROLIFIC_PID%25%7D%7D", "%24%7Be%3A%2F%2FField%2FPID%7D", "%5BworkerId%5D")) {
            Response refused = Browserless.anonymous().get(from(study, id));
            assertEquals(400, refused.statusCode(), id);
            assertTrue(refused.asString().contains("still holds the placeholder of PROLIFIC_PID"), id);
        }
    }

    @Test
    void a_panel_s_preview_shows_what_the_study_is_and_lets_nobody_begin() {
        var study = world.open(world.twoShores("Previewed", 5, 1), "A reply.");
        for (String query : List.of("?preview=1", "?workerId=w&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE")) {
            String page =
                    Browserless.anonymous().get("/s/" + study.code() + query).asString();
            assertTrue(page.contains("This is a preview."), query);
            assertTrue(page.contains(World.CONSENT), query);
            assertFalse(page.contains("Agree and continue"), query);
        }
    }

    @Test
    void who_passes_over_everything_ends_early_with_the_code_for_that() {
        var study = world.open(world.twoShores("Passing over", 5, 2), "One.", "Two.");
        var rater = enteredFromPanel(study, "p1");
        for (int n = 0; n < 2; n++) {
            String item = rater.get("/s/" + study.code() + "/rate").header("Location");
            rater.post(item + "/skip", Map.of("reason", "other", "note", ""));
        }
        String end = rater.get("/s/" + study.code() + "/rate").asString();
        assertTrue(end.contains("Your part ends here") && end.contains("PART-3"), end);
        assertFalse(end.contains("DONE-42"));
        assertFalse(end.contains("You have finished"));
    }

    @Test
    void who_stops_for_good_is_asked_first_and_gets_the_code_for_what_was_done() {
        var study = world.open(world.twoShores("Stopping", 5, 2), "One.", "Two.");
        var rater = enteredFromPanel(study, "p1");
        rater.get("/s/" + study.code() + "/rate");
        assertTrue(rater.get("/s/" + study.code() + "/stop").asString().contains("Stop for good?"));
        assertEquals(303, rater.get("/s/" + study.code() + "/rate").statusCode(), "asking changes nothing");
        rater.post("/s/" + study.code() + "/stop", Map.of());
        assertTrue(rater.get("/s/" + study.code() + "/rate").asString().contains("PART-3"));
    }

    @Test
    void the_bare_link_hands_no_code_to_anybody() {
        var study = world.open(world.twoShores("Bare link", 5, 1), "One.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        String end = Browserless.anonymous()
                .holding("rater-" + study.code(), rater.session())
                .get("/s/" + study.code() + "/rate")
                .asString();
        assertTrue(end.contains("You have finished"), end);
        assertFalse(end.contains("DONE-42"));
    }

    @Test
    void the_code_of_somebody_who_finished_is_not_read_with_their_panel_id() {
        var study = world.open(world.twoShores("Finished elsewhere", 5, 1), "One.");
        var rater = enteredFromPanel(study, "p1");
        rater.get("/s/" + study.code() + "/rate");
        world.judgesAsPanelRater(study, "p1");
        assertTrue(rater.get("/s/" + study.code() + "/rate").asString().contains("DONE-42"));
        var other = arrived(study, "p1");
        String page = other.get("/s/" + study.code() + "/return").asString();
        assertFalse(page.contains("DONE-42"));
        assertFalse(other.get("/s/" + study.code() + "/rate").asString().contains("DONE-42"));
    }

    @Test
    void a_question_about_oneself_that_is_left_blank_is_asked_once_more() {
        var study = world.open(world.twoShores("Blanks", 5, 1), "One.");
        var rater = Browserless.anonymous()
                .holding("rater-" + study.code(), world.consented(study).session());
        String aboutYou = "/s/" + study.code() + "/about-you";
        Response asked = rater.post(aboutYou, Map.of());
        assertEquals(422, asked.statusCode());
        assertTrue(asked.asString().contains("Did you mean to leave this blank?"));
        assertEquals(303, rater.post(aboutYou, Map.of("blank", "yes")).statusCode());
    }

    @Test
    void a_study_that_asks_nothing_about_people_does_not_speak_of_questions() {
        StudyPlan plan = world.twoShores("Nobody is asked", 5, 2);
        var asksNothing = world.open(
                new StudyPlan(
                        plan.introduction(),
                        plan.consent(),
                        plan.rubric(),
                        List.of(),
                        List.of(new StudyPlan.StratumPlan("Everyone", 5, Map.of(), false)),
                        plan.sampling(),
                        plan.raters(),
                        plan.codes()),
                "One.",
                "Two.");
        String way = "/s/" + asksNothing.code();
        var browser = Browserless.anonymous()
                .holding(
                        "rater-" + asksNothing.code(),
                        world.consented(asksNothing).session());
        String page = browser.get(way + "/about-you").asString();
        assertTrue(page.contains("This study asks nothing about you."), page);
        assertFalse(page.contains("These questions") || page.contains("cannot be changed"), page);
        assertTrue(browser.post(way + "/about-you", Map.of()).header("Location").endsWith("/rate"));
    }

    @Test
    void a_panel_of_the_study_s_own_names_its_people_as_it_likes() {
        var study = world.open(world.twoShores("Own panel", 5, 1), "One.");
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var researcher = Browserless.anonymous().holding("session", ines.session());
        Response saved = researcher.post(
                "/studies/" + study.id() + "/panel", Map.of("name", "Campus", "idParameter", "participant"));
        assertEquals(200, saved.statusCode(), saved.asString());
        assertEquals(
                422,
                researcher
                        .post(
                                "/studies/" + study.id() + "/panel",
                                Map.of("name", "Campus", "idParameter", "participant", "tokenParameter", "token"))
                        .statusCode());
        Response usual = Browserless.anonymous().get(from(study, "p1"));
        assertEquals(200, usual.statusCode(), "not a panel of this study");
        Response own = Browserless.anonymous().get("/s/" + study.code() + "?participant=7");
        assertEquals(303, own.statusCode());
        assertEquals(
                "/s/" + study.code(),
                java.net.URI.create(own.header("Location")).getPath());
    }

    private Browserless arrived(World.OpenStudy study, String id) {
        var client = Browserless.anonymous();
        String arrival = client.get(from(study, id)).cookie("arrival-" + study.code());
        return client.holding("arrival-" + study.code(), arrival);
    }

    private Browserless enteredFromPanel(World.OpenStudy study, String id) {
        Browserless client = arrived(study, id);
        Response consent = client.post("/s/" + study.code() + "/consent", Map.of("agree", "yes"));
        client.holding("rater-" + study.code(), consent.cookie("rater-" + study.code()));
        client.post("/s/" + study.code() + "/about-you", Map.of("axis.shore", "East"));
        return client;
    }

    private static String from(World.OpenStudy study, String id) {
        return "/s/" + study.code() + "?PROLIFIC_PID=" + id + "&STUDY_ID=s&SESSION_ID=v";
    }

    private long arrivals(World.OpenStudy study) {
        return sql.number(
                "select coalesce(sum(arrivals), 0) from arrival_count where study_id = :study",
                bind("study", study.id()));
    }
}
