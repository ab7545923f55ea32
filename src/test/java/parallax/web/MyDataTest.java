package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisJob;
import parallax.durability.TestClock;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.RaterDevices;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.withdrawal.Withdrawals;

/// A rater sees, takes along and takes back what is kept of them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MyDataTest {
    @Inject
    World world;

    @Inject
    RaterDevices devices;

    @Inject
    TestClock clock;

    @Inject
    AnalysisJob job;

    @Inject
    ApiKeys keys;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Judgments judgments;

    @Test
    void a_rater_takes_along_what_they_said_and_answered() {
        var study = world.open(world.twoShores("Portable", 5, 2), "One.", "Two.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        var browser = Browserless.anonymous().holding("rater-" + study.code(), rater.session());
        String at = "/s/" + study.code() + "/my-data";
        String page = browser.get(at).asString();
        assertTrue(page.contains(World.CONSENT) && page.contains("Conversation 1") && page.contains("East"), page);
        var json = browser.get(at + "/my-data.json");
        assertEquals("East", json.path("aboutYou[0].answers[0]"));
        assertEquals(1, (int) json.path("consent.version"));
        int questions = world.questions(study).size();
        assertEquals(
                questions, json.<java.util.List<?>>path("judged[0].answers").size());
        assertTrue(json.header("Content-Disposition").contains("my-data.json"));
        assertEquals(
                1 + questions,
                browser.get(at + "/my-answers.csv").asString().lines().count());
    }

    @Test
    void what_was_answered_before_a_change_is_kept_and_shown_under_the_same_number() {
        var study = world.open(world.twoShores("Changed", 5, 3), "One.", "Two.", "Three.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        String second = world.item(study, rater);
        world.judges(study, rater, 0);
        var answers = new HashMap<Long, Integer>();
        world.questions(study).forEach(question -> answers.put(question, 2));
        UUID key = UUID.fromString(second.substring(second.lastIndexOf('/') + 1));
        judgments.submit(
                rater.participation().id(),
                new Submission(key, UUID.randomUUID(), new Answers(answers), Submission.Timing.UNKNOWN, true));
        var browser = Browserless.anonymous().holding("rater-" + study.code(), rater.session());
        var json = browser.get("/s/" + study.code() + "/my-data/my-data.json");
        assertEquals(List.of(1, 2), json.path("judged.number"));
        assertEquals(List.of(2), json.path("replaced.number"));
        assertEquals(List.of(1), json.path("replaced.revision"));
        String page = browser.get("/s/" + study.code() + "/my-data").asString();
        assertTrue(page.contains("What I answered before I changed it"), page);
    }

    @Test
    void who_withdrew_is_told_so_wherever_they_come_back_and_gets_no_session() {
        var study = world.open(world.twoShores("Back again", 5, 2), "One.", "Two.");
        String way = "/s/" + study.code();
        String arrival = "arrival-" + study.code();
        var browser = Browserless.anonymous();
        String link = way + "?PROLIFIC_PID=somebody-who-goes&STUDY_ID=s&SESSION_ID=v";
        browser.holding(arrival, browser.get(link).cookie(arrival));
        browser.holding(
                "rater-" + study.code(),
                browser.post(way + "/consent", Map.of("agree", "yes")).cookie("rater-" + study.code()));
        assertEquals(
                200,
                browser.post(way + "/my-data/withdrawal", Map.of("sure", "yes")).statusCode());
        String after = browser.get(way + "/my-data").asString();
        assertFalse(after.contains("What was answered is kept."), after);
        clock.advance(Duration.ofHours(2));
        var again = Browserless.anonymous();
        again.holding(arrival, again.get(link).cookie(arrival));
        assertTrue(again.get(way + "/return").asString().contains("You have withdrawn from this study"));
        assertFalse(again.post(way + "/continue", Map.of()).cookies().containsKey("rater-" + study.code()));
        assertTrue(again.get(way).asString().contains("You have withdrawn from this study"));
    }

    @Test
    void who_withdraws_is_in_no_later_export_and_on_no_page() {
        var study = world.open(world.twoShores("Taken back", 5, 2), "One.", "Two.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        world.crowd(study, "West", 1, 2);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var researcher = Browserless.anonymous().holding("session", ines.session());
        String export = "/studies/" + study.id() + "/export/long.csv";
        String name = rater.participation().pseudonym();
        assertTrue(researcher.get(export).asString().contains(name));

        var browser = Browserless.anonymous().holding("rater-" + study.code(), rater.session());
        String at = "/s/" + study.code() + "/my-data/withdrawal";
        assertEquals(422, browser.post(at, Map.of()).statusCode(), "asked first");
        assertTrue(browser.post(at, Map.of("sure", "yes")).asString().contains("You have withdrawn"));

        assertFalse(researcher.get(export).asString().contains(name));
        assertEquals(1, world.judgments(study));
        assertEquals(404, browser.get("/s/" + study.code() + "/my-data").statusCode());
    }

    @Test
    void an_analysis_of_before_says_how_many_took_their_data_back_since() {
        while (job.runNext()) {} // what other tests left waiting
        var study = world.open(world.twoShores("Analyzed before", 5, 2), "One.", "Two.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        world.crowd(study, "West", 2, 2);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        String key = keys.create(ines.id(), "A notebook", Set.of("read", "write", "export"))
                .text();
        long run = Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body("{\"permutations\": 0}")
                .post("/api/v1/studies/" + study.id() + "/analyses")
                .jsonPath()
                .getLong("id");
        while (job.runNext()) {}
        var researcher = Browserless.anonymous().holding("session", ines.session());
        String page = "/studies/" + study.id() + "/analyses/" + run;
        assertFalse(researcher.get(page).asString().contains("taken their data back"));
        withdrawals.withdraw(rater.participation().id());
        String after = researcher.get(page).asString();
        assertTrue(after.contains("Raters who have taken their data back since then: 1."), after);
    }

    @Test
    void whoever_went_on_without_showing_who_they_are_neither_sees_nor_takes_back_anything() {
        var study = world.open(world.twoShores("Not theirs", 5, 2), "One.", "Two.");
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        clock.advance(Duration.ofHours(2));
        String other = devices.takeOver(rater.participation().id(), RaterDevices.Proof.NONE, Duration.ofHours(1))
                .orElseThrow()
                .text();
        var browser = Browserless.anonymous().holding("rater-" + study.code(), other);
        String at = "/s/" + study.code() + "/my-data";
        assertEquals(404, browser.get(at).statusCode());
        assertEquals(404, browser.get(at + "/my-data.json").statusCode());
        assertEquals(
                404, browser.post(at + "/withdrawal", Map.of("sure", "yes")).statusCode());
        assertEquals(1, world.judgments(study));
    }
}
