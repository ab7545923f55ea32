package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisJob;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// A program asks for an analysis, watches it, reads what it found, and cancels another.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnalysesApiTest {
    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    AnalysisJob job;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private String at = "";
    private String key = "";

    @BeforeEach
    void a_researchers_program_and_a_study_that_both_shores_judged() {
        while (job.runNext()) {} // what other tests left waiting
        var ines = world.person(Role.RESEARCHER, "Ines");
        study = world.open(world.twoShores("Two shores", 20, 2), "A reply.", "Another reply.");
        world.share(study, ines, Role.RESEARCHER, true);
        world.crowd(study, "West", 3, 0);
        world.crowd(study, "East", 4, 2);
        at = "/api/v1/studies/" + study.id() + "/analyses";
        key = keys.create(ines.id(), "A notebook", Set.of("read", "write", "export"))
                .text();
    }

    @Test
    void it_is_asked_for_watched_and_read() {
        Response asked = post("{\"axes\": [\"shore\"], \"topics\": [\"Everyday advice\"],"
                + " \"unsure\": [\"category\"], \"permutations\": 0}");
        assertEquals(202, asked.statusCode(), asked::asString);
        String own = asked.header("Location").replaceFirst("^https?://[^/]+", "");
        assertEquals(at + "/" + asked.jsonPath().getLong("id"), own);
        assertEquals("queued", get(own).getString("state"));
        assertTrue(job.runNext());
        assertEquals("done", get(own).getString("state"));
        assertEquals(100, get(own).getInt("percent"));
        assertEquals("all current judgments; topics Everyday advice", get(own).getString("filter"));
        List<Float> east =
                get(own + "/estimates").getList("findAll { it.metric == 'pUnsafe' && it.group == 'East' }.value");
        assertEquals(1f, east.getFirst());
        assertEquals(List.of("analysis.queued"), trail());
    }

    @Test
    void what_is_left_out_is_as_the_page_begins() {
        assertEquals(202, post("").statusCode());
        Response asked = post("{}");
        assertEquals(List.of("shore"), asked.jsonPath().getList("request.axes"));
        assertEquals(3, asked.jsonPath().getList("request.unsure").size());
        assertEquals(1000, asked.jsonPath().getInt("request.method.permutations"));
    }

    @Test
    void it_is_cancelled_once() {
        String own = at + "/" + post("{\"permutations\": 0}").jsonPath().getLong("id");
        assertEquals(204, program().delete(own).statusCode());
        assertEquals("cancelled", get(own).getString("state"));
        Response again = program().delete(own);
        assertEquals(409, again.statusCode());
        assertEquals("That analysis is no longer under way.", again.jsonPath().getString("detail"));
        assertEquals(404, program().delete(at + "/0").statusCode());
        assertEquals(List.of("analysis.queued", "analysis.cancelled"), trail());
    }

    @Test
    void all_that_is_wrong_is_said_and_nothing_is_queued() {
        assertEquals(
                "This study has no axis “height”. This study has no topic “weather”. permutations must be from 0 to"
                        + " 100000. seed must be 0 or more.",
                refusal(
                        "{\"axes\": [\"shore*height\"], \"topics\": [\"weather\"], \"permutations\": -1, \"seed\": -1}"));
        assertEquals(
                "An analysis has no “topic”; it has axes, bootstrap, models, permutations, questions, seed, topics,"
                        + " unsure.",
                refusal("{\"topic\": [\"Everyday advice\"]}"));
        for (String broken : List.of("{", "[]", "{} {}", "{\"seed\": 1.5}", "{\"unsure\": [\"perhaps\"]}")) {
            assertTrue(refusal(broken).startsWith("The body cannot be read: "), broken + ": " + refusal(broken));
        }
        assertEquals(List.of(), trail());
    }

    @Test
    void a_key_without_the_scope_changes_nothing() {
        var olga = world.person(Role.OWNER, "Olga");
        key = keys.create(olga.id(), "A reader", Set.of("read", "export")).text();
        assertEquals(403, post("{}").statusCode());
        assertEquals(403, program().delete(at + "/1").statusCode());
    }

    private String refusal(String body) {
        Response refused = post(body);
        assertEquals(400, refused.statusCode(), body);
        return refused.jsonPath().getString("detail");
    }

    private Response post(String body) {
        return program().header("Content-Type", "application/json").body(body).post(at);
    }

    private io.restassured.path.json.JsonPath get(String address) {
        return program().get(address).jsonPath();
    }

    private RequestSpecification program() {
        return Browserless.anonymous().request().header("Authorization", "Bearer " + key);
    }

    private List<String> trail() {
        return sql.list(
                row -> row.getString(1),
                "select action from audit_entry where study_id = :study and action like 'analysis.%' order by id",
                bind("study", study.id()));
    }
}
