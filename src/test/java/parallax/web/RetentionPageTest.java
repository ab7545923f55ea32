package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// How long a study keeps what it needs of people only for a while, on its page and by the API.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RetentionPageTest {
    @Inject
    World world;

    private Browserless ines = Browserless.anonymous();
    private World.OpenStudy study = new World.OpenStudy(0, "");

    @BeforeEach
    void ines_has_a_study_with_a_rater() {
        var person = world.person(Role.RESEARCHER, "Ines");
        ines = Browserless.anonymous().holding("session", person.session());
        study = world.open(world.twoShores("Kept", 5, 1), person, "A reply.");
        world.arrived(study);
    }

    @Test
    void the_page_says_what_is_kept_and_takes_a_rule() {
        String at = "/studies/" + study.id() + "/retention";
        String page = ines.get(at).asString();
        assertTrue(page.contains("nothing is kept"), page);
        assertTrue(page.contains("value=\"180\""), page);
        Response saved = ines.post(at, days("1", "2", "3", "0"));
        assertEquals(200, saved.statusCode());
        assertTrue(saved.asString().contains("Saved. It holds from now on."), saved.asString());
        assertEquals(409, ines.post(at, days("4", "5", "6", "0")).statusCode());
        Response refused = ines.post(at, days("-1", "x", "3651", "1"));
        assertEquals(422, refused.statusCode());
        for (String field : List.of("screenedOutDays", "panelIdDays", "sessionDays")) {
            assertTrue(refused.asString().contains("id=\"" + field + "-error\""), refused.asString());
        }
        assertTrue(ines.get("/studies/" + study.id() + "/design").asString().contains("for 2 days"));
    }

    @Test
    void programs_read_and_change_it() {
        String at = "/api/v1/studies/" + study.id() + "/retention";
        assertEquals(List.of(30, 180, 60), ines.get(at).jsonPath().getList("days"));
        assertEquals(
                List.of("screened_out", "panel_ids", "sessions"),
                ines.get(at).jsonPath().getList("kind"));
        assertEquals(
                List.of(30, 7, 60),
                ines.putJson(at, "{\"panelIdDays\": 7}").jsonPath().getList("days"));
        assertEquals(400, ines.putJson(at, "{\"panelIdDays\": -7}").statusCode());
        assertEquals(400, ines.putJson(at, "{\"panelIds\": 7}").statusCode());
    }

    @Test
    void a_new_study_is_given_its_rule_with_its_plan() {
        var fields = new java.util.HashMap<>(Map.of(
                "title",
                "Planned",
                "consent",
                "I agree.",
                "minutes",
                "5",
                "raters",
                "5",
                "replication",
                "2",
                "itemsPerRater",
                "2",
                "minGroup",
                "5"));
        fields.put("panelIdDays", "44");
        Response begun = ines.post("/studies/new", fields);
        assertEquals(303, begun.statusCode());
        String design = begun.header("Location").replaceAll("^https?://[^/]+", "");
        assertTrue(ines.get(design).asString().contains("for 44 days"));
        fields.put("panelIdDays", "many");
        Response refused = ines.post("/studies/new", fields);
        assertEquals(422, refused.statusCode());
        assertTrue(refused.asString().contains("value=\"many\""), refused.asString());
    }

    private static Map<String, String> days(String screenedOut, String panelIds, String sessions, String version) {
        return Map.of(
                "screenedOutDays",
                screenedOut,
                "panelIdDays",
                panelIds,
                "sessionDays",
                sessions,
                "retentionVersion",
                version);
    }
}
