package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// A program puts conversations before raters, is told every mistake, and takes them out again.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UploadsApiTest {
    private static final String LINES = """
            {"id": "a-1", "topic": "Cats", "messages": [{"role": "user", "content": "Cats?"},
             {"role": "assistant", "content": "Cats!"}]}
            {"id": "a-2", "messages": [{"role": "user", "content": "Dogs?"}]}
            """.replace(",\n ", ", ");

    @Inject
    World world;

    @Inject
    ApiKeys keys;

    private long study;
    private String at = "";
    private String key = "";

    @BeforeEach
    void a_draft_and_its_researchers_program() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        study = world.draft(world.twoShores("By program", 5, 2), ines);
        at = "/api/v1/studies/" + study;
        key = keys.create(ines.id(), "A notebook", Set.of("read", "write")).text();
    }

    @Test
    void conversations_come_in_are_listed_and_taken_out() {
        Response added = post("application/x-ndjson", LINES, "");
        assertEquals(201, added.statusCode(), added::asString);
        assertEquals(1, added.jsonPath().getInt("items"));
        assertEquals(1, added.jsonPath().getInt("prompts"));
        String own = added.header("Location").replaceFirst("^https?://[^/]+", "");
        assertEquals(
                added.jsonPath().getLong("id"), program().get(own).jsonPath().getLong("id"));
        assertEquals(List.of("a-1"), program().get(at + "/items").jsonPath().getList("code"));
        assertEquals(
                List.of("uploaded"), program().get(at + "/items").jsonPath().getList("source"));
        assertEquals(1, program().get(at + "/uploads").jsonPath().getList("id").size());
        assertEquals(204, program().delete(own).statusCode());
        assertEquals(404, program().get(own).statusCode());
        assertEquals(List.of(), program().get(at + "/items").jsonPath().getList("code"));
    }

    @Test
    void columns_can_be_named_and_any_form_is_taken() {
        Response added = post(
                "text/csv; charset=UTF-8", "nr;q;a\n7;Well?;Well.\n", "?idColumn=nr&contextColumn=q&responseColumn=a");
        assertEquals(201, added.statusCode(), added::asString);
        assertEquals(
                List.of("the columns are separated by semicolons"),
                added.jsonPath().getList("notes"));
        Response list = post("application/json", "[{\"id\": 8, \"prompt\": \"And?\", \"response\": \"So.\"}]", "");
        assertEquals(201, list.statusCode(), list::asString);
        assertEquals(List.of("7", "8"), program().get(at + "/items").jsonPath().getList("code"));
    }

    @Test
    void every_mistake_is_said_with_its_place_and_nothing_is_stored() {
        Response refused = post("text/csv", "id,response\nfine,Fine.\n,None.\nempty,\n", "?fileName=mine.csv");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.contentType().startsWith("application/problem+json"), refused.contentType());
        assertEquals(List.of(3, 4), refused.jsonPath().getList("problems.line"));
        assertEquals(List.of("id", "response"), refused.jsonPath().getList("problems.column"));
        assertEquals(
                "mine.csv, line 3, column id: the item is empty",
                refused.jsonPath().getString("detail"));
        assertEquals(422, post("application/json", "{}", "").statusCode());
        assertEquals(List.of(), program().get(at + "/items").jsonPath().getList("code"));
    }

    @Test
    void a_study_that_raters_may_have_seen_is_not_added_to() {
        String own = post("application/x-ndjson", LINES, "").header("Location").replaceFirst("^https?://[^/]+", "");
        world.publish(study);
        assertEquals(409, post("application/x-ndjson", LINES, "").statusCode());
        assertEquals(409, program().delete(own).statusCode());
    }

    @Test
    void a_key_without_the_scope_changes_nothing_and_no_other_type_is_taken() {
        assertEquals(415, post("text/plain", LINES, "").statusCode());
        assertEquals(415, post("multipart/form-data; boundary=x", LINES, "").statusCode());
        key = keys.create(world.person(Role.OWNER, "Olga").id(), "A reader", Set.of("read"))
                .text();
        assertEquals(403, post("application/x-ndjson", LINES, "").statusCode());
        assertEquals(403, program().delete(at + "/uploads/1").statusCode());
    }

    private Response post(String type, String body, String query) {
        return program()
                .header("Content-Type", type)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(at + "/items" + query);
    }

    private RequestSpecification program() {
        return Browserless.anonymous().request().header("Authorization", "Bearer " + key);
    }
}
