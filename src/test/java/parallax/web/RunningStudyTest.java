package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What can still be changed of a study that raters have come to, by page and by program alike.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RunningStudyTest {
    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    Sql sql;

    @Inject
    Invariants invariants;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private String key = "";
    private String at = "";

    @BeforeEach
    void an_open_study() {
        ines = world.person(Role.RESEARCHER, "Ines");
        study = world.open(world.twoShores("Running", 5, 2), ines, "One reply.", "Another reply.");
        key = keys.create(ines.id(), "A notebook", Set.of("read", "write")).text();
        at = "/api/v1/studies/" + study.id();
    }

    @Test
    void more_raters_and_judgments_are_asked_for_and_never_fewer() {
        long east = stratum("East");
        assertEquals(1_000L, capacity(east));
        assertEquals(
                200,
                put("/strata/" + east, "{\"target\": 9, \"replication\": 1001}").statusCode());
        assertEquals(1_001L, capacity(east));
        assertEquals(1_000L, capacity(stratum("West")));
        Response fewer = put("/strata/" + east, "{\"target\": 8}");
        assertEquals(409, fewer.statusCode());
        assertTrue(fewer.jsonPath().getString("detail").contains("9 or more"), fewer::asString);
        assertEquals(409, put("/strata/" + east, "{\"replication\": 1000}").statusCode());
        assertEquals(404, put("/strata/" + Long.MAX_VALUE, "{}").statusCode());
        Response page = page("/strata", Map.of("s" + east + ".target", "12", "s" + east + ".replication", "1001"));
        assertEquals(303, page.statusCode());
        assertEquals(12, standing("East").get("target"));
        assertEquals(422, page("/strata", Map.of("s" + east + ".target", "11")).statusCode());
        assertEquals(
                422, page("/strata", Map.of("s" + east + ".target", "many")).statusCode());
        assertEquals(
                2,
                sql.number(
                        "select count(*) from audit_entry where study_id = :study and action = 'stratum.raised'",
                        bind("study", study.id())));
        assertEquals(
                List.of(),
                invariants.check().values().stream().flatMap(List::stream).toList());
    }

    @Test
    void a_closed_stratum_takes_nobody_until_it_is_opened_again() {
        long east = stratum("East");
        assertEquals(303, page("/strata", Map.of("do", "close:" + east)).statusCode());
        assertEquals(true, standing("East").get("closed"));
        assertEquals(200, put("/strata/" + east, "{\"closed\": false}").statusCode());
        assertEquals(false, standing("East").get("closed"));
        assertEquals(404, page("/strata", Map.of("do", "close:999999999999")).statusCode());
    }

    @Test
    void a_study_is_paused_closed_and_opened_again() {
        for (String state : List.of("paused", "open", "closed", "open")) {
            Response became = put("/state", "{\"state\": \"" + state + "\"}");
            assertEquals(200, became.statusCode(), became::asString);
            assertEquals(state, became.jsonPath().getString("state"));
        }
        assertEquals(409, put("/state", "{\"state\": \"open\"}").statusCode());
        assertEquals(400, put("/state", "{\"state\": \"draft\"}").statusCode());
        assertEquals(400, put("/state", "{}").statusCode());
    }

    @Test
    void a_draft_is_published_by_program_once_nothing_stands_in_the_way() {
        long draft = world.draft(world.twoShores("Draft", 5, 2), ines);
        at = "/api/v1/studies/" + draft;
        Response early = put("/state", "{\"state\": \"open\"}");
        assertEquals(409, early.statusCode());
        assertTrue(early.jsonPath().getString("detail").contains("no items"), early::asString);
        assertEquals(409, put("/strata/" + stratum("East"), "{\"target\": 50}").statusCode());
        world.item(draft, 0, "mine", "A topic", "Well?", "Well.");
        assertEquals(200, put("/state", "{\"state\": \"open\"}").statusCode());
    }

    private long capacity(long stratum) {
        return sql.number(
                "select min(capacity) from seat where stratum_id = :stratum having min(capacity) = max(capacity)",
                bind("stratum", stratum));
    }

    private long stratum(String label) {
        return ((Number) Objects.requireNonNull(standing(label).get("id"))).longValue();
    }

    private Map<String, Object> standing(String label) {
        List<Map<String, Object>> all = Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .get(at + "/strata")
                .jsonPath()
                .getList("");
        return all.stream()
                .filter(s -> label.equals(s.get("label")))
                .findFirst()
                .orElseThrow();
    }

    private Response put(String path, String body) {
        return Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .body(body)
                .put(at + path);
    }

    private Response page(String path, Map<String, String> fields) {
        return Browserless.anonymous().holding("session", ines.session()).post("/studies/" + study.id() + path, fields);
    }
}
