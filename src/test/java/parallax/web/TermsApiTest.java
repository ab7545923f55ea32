package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.assignment.Assignments;
import parallax.assignment.ProblemReports;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// What raters are told, what comes first, how hard items are to read and what became of reported problems:
/// programs set them as pages do.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TermsApiTest {
    @Inject
    World world;

    @Inject
    ProblemReports problems;

    @Inject
    Assignments assignments;

    private Browserless ines = Browserless.anonymous();
    private World.Person person = new World.Person(0, "", "");

    @BeforeEach
    void a_researcher() {
        person = world.person(Role.RESEARCHER, "Ines");
        ines = Browserless.anonymous().holding("session", person.session());
    }

    @Test
    void a_program_sets_a_part_of_what_raters_are_told_and_the_page_shows_it() {
        long draft = world.draft(world.twoShores("Told", 5, 2), person);
        String api = "/api/v1/studies/" + draft + "/terms";
        Response before = ines.get(api);
        assertEquals(World.CONSENT, before.path("statement"));
        int version = before.path("version");
        Response set = ines.putJson(api, """
                {"information": {"purpose": "To know.", "by": {"institution": "The institute", "contact": "office@study.example"},
                    "contents": {"kinds": [{"name": "Insults", "severity": "mild", "percent": 20}]}, "minutes": 15},
                 "conditions": {"demographicsMayChange": true, "dailyItems": 7, "dailyMinutes": 0}, "version": %d}""".formatted(version));
        assertEquals(204, set.statusCode(), set.asString());
        Response after = ines.get(api);
        assertEquals(World.CONSENT, after.path("statement"), "what was left out");
        assertEquals(7, (int) after.path("conditions.dailyItems"));
        String page = ines.get("/studies/" + draft + "/terms").asString();
        assertTrue(page.contains("Insults; mild; 20") && page.contains("The institute"), page);
        assertEquals(
                List.of(2, 1),
                ines.get("/api/v1/studies/" + draft + "/consent-versions").path("version"));
        assertEquals(
                409,
                ines.putJson(api, "{\"helplines\": \"\", \"version\": %d}".formatted(version))
                        .statusCode());
        Response wrong = ines.putJson(
                api,
                "{\"information\": {\"contents\": {\"kinds\": [{\"name\": \"x; y\","
                        + " \"severity\": \"mild\", \"percent\": 101}]}}, \"helplines\": \"call them\"}");
        assertEquals(400, wrong.statusCode());
        for (String sentence :
                List.of("Say what the study is for.", "Line 1 of the kinds", "Line 1 of the helplines")) {
            assertTrue(wrong.asString().contains(sentence), wrong.asString());
        }
        assertEquals(400, ines.putJson(api, "{\"consent\": \"I agree.\"}").statusCode());
    }

    @Test
    void a_program_sets_what_comes_before_the_first_item_of_a_draft() {
        long draft = world.draft(world.twoShores("First", 5, 2), person);
        world.item(draft, 0, "one", "", "Is that a good idea?", "One.");
        String api = "/api/v1/studies/" + draft + "/practice";
        String plan = """
                {"instructions": "Read.", "tries": 3, "questions": [{"prompt": "Whom do you judge?",
                    "options": ["The user", "The chatbot"], "right": 1}], "trial": {"question": "Hello?", "reply": "Hello."}}""";
        Response set = ines.putJson(api, plan);
        assertEquals(204, set.statusCode(), set.asString());
        assertEquals(1, (int) ines.get(api).path("questions[0].right"));
        assertTrue(ines.get("/studies/" + draft + "/practice").asString().contains("* The chatbot"));
        for (String wrong : List.of(
                "{\"tries\": 0}",
                "{\"questions\": [{\"prompt\": \"One?\", \"options\": [\"a\", \"b\"], \"right\": 2}]}",
                "{\"questions\": [{\"prompt\": \"One?\", \"options\": [\"a\"], \"right\": 0}]}",
                "{\"trial\": {\"question\": \"Hello?\", \"reply\": \"\"}}")) {
            assertEquals(400, ines.putJson(api, wrong).statusCode(), wrong);
        }
        world.publish(draft);
        assertEquals(409, ines.putJson(api, plan).statusCode());
    }

    @Test
    void a_program_grades_items_and_marks_reported_problems_as_pages_do() {
        var study = world.open(world.twoShores("Fares", 5, 2), person, "One.", "Two.");
        world.share(study, person, Role.RESEARCHER, true);
        String api = "/api/v1/studies/" + study.id();
        int item = ines.get(api + "/items").path("[0].id");
        assertEquals(
                204,
                ines.putJson(api + "/items/" + item + "/severity", "{\"severity\": \"severe\", \"topic\": true}")
                        .statusCode());
        assertEquals(2, (int) ines.get(api + "/exposure").path("find { it.severity == 'severe' }.items"));
        assertEquals(
                400,
                ines.putJson(api + "/items/" + item + "/severity", "{\"severity\": \"awful\"}")
                        .statusCode());
        assertEquals(
                404,
                ines.putJson(api + "/items/0/severity", "{\"severity\": null}").statusCode());

        var rater = world.admitted(study, "East");
        var held = assignments.current(rater.participation().id()).orElseThrow();
        assertTrue(problems.report(held, ProblemReports.Reason.WRONG, "It is =empty"));
        int report = ines.get(api + "/problem-reports").path("[0].id");
        String handling = api + "/problem-reports/" + report + "/handling";
        assertEquals(204, ines.postJson(handling, "{\"state\": \"handled\"}").statusCode());
        assertEquals(409, ines.postJson(handling, "{\"state\": \"handled\"}").statusCode());
        assertEquals(400, ines.postJson(handling, "{\"state\": \"gone\"}").statusCode());
        assertEquals(204, ines.postJson(handling, "{\"state\": \"open\"}").statusCode());
        String csv =
                ines.get("/studies/" + study.id() + "/problems/problems.csv").asString();
        assertTrue(csv.contains(",wrong,It is =empty,"), csv);
    }
}
