package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.exports.DatasetJob;
import parallax.dataset.exports.FolderCheck;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.withdrawal.Withdrawals;

/// A dataset is asked for, watched, fetched in two parts, cancelled, and gone when a rater takes their data back.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatasetsApiTest {
    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    DatasetJob job;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private String at = "";
    private String key = "";

    @BeforeEach
    void a_researchers_program_and_a_study_that_both_shores_judged() {
        while (job.runNext()) {} // what other tests left waiting
        ines = world.person(Role.RESEARCHER, "Ines");
        study = world.open(world.twoShores("Two shores", 20, 2), "A reply.", "Another reply.");
        world.share(study, ines, Role.RESEARCHER, true);
        world.crowd(study, "West", 3, 0);
        at = "/api/v1/studies/" + study.id() + "/exports";
        key = keys.create(ines.id(), "A notebook", Set.of("read", "export", "write"))
                .text();
    }

    @Test
    void it_is_asked_for_watched_and_fetched_in_two_parts() throws IOException {
        Response asked = post("{\"form\": \"parquet\", \"licence\": \"CC-BY-4.0\"}");
        assertEquals(202, asked.statusCode(), asked::asString);
        String own = asked.header("Location").replaceFirst("^https?://[^/]+", "");
        assertEquals("queued", get(own).jsonPath().getString("state"));
        assertEquals(409, get(own + "/content").statusCode());
        assertTrue(job.runNext());
        assertEquals("done", get(own).jsonPath().getString("state"), get(own).asString());
        assertEquals(100, get(own).jsonPath().getInt("percent"));
        byte[] whole = get(own + "/content").asByteArray();
        assertEquals(get(own).jsonPath().getLong("bytes"), whole.length);
        Response rest = RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .header("Range", "bytes=100-")
                .get(own + "/content");
        assertEquals(206, rest.statusCode());
        assertEquals("bytes 100-" + (whole.length - 1) + "/" + whole.length, rest.header("Content-Range"));
        assertTrue(Arrays.equals(Arrays.copyOfRange(whole, 100, whole.length), rest.asByteArray()));
        unpack(whole);
        assertEquals(List.of(), FolderCheck.of(folder).faults());
        assertTrue(Files.exists(folder.resolve("judgments.parquet")));
        assertEquals(List.of("export.queued", "dataset.exported", "dataset.exported"), trail());
    }

    @Test
    void what_was_made_is_gone_when_a_rater_takes_their_data_back() {
        String own = at + "/" + post("{\"form\": \"csv\"}").jsonPath().getLong("id");
        assertTrue(job.runNext());
        assertEquals(200, get(own + "/content").statusCode());
        withdrawals.withdraw(sql.number(
                "select min(id) from participation where study_id = :study and submitted > 0",
                bind("study", study.id())));
        Response gone = get(own + "/content");
        assertEquals(409, gone.statusCode());
        assertTrue(gone.asString().contains("a rater took their data back"), gone.asString());
        assertEquals(
                0,
                sql.number(
                        "select count(*) from export_part p join export_run r on r.id = p.run_id where r.study_id = :study",
                        bind("study", study.id())));
    }

    @Test
    void it_is_cancelled_once() {
        String own = at + "/" + post("{\"form\": \"csv\"}").jsonPath().getLong("id");
        assertEquals(204, delete(own).statusCode());
        assertEquals("cancelled", get(own).jsonPath().getString("state"));
        assertEquals(409, delete(own).statusCode());
        assertFalse(job.runNext());
    }

    @Test
    void what_cannot_be_made_is_refused_with_the_reason() {
        Response refused = post("{\"form\": \"dices350\"}");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.asString().contains("this study asks others"), refused.asString());
        assertEquals(400, post("{\"form\": \"nothing\"}").statusCode());
        assertEquals(400, post("{\"form\": \"parquet\", \"spreadsheet\": true}").statusCode());
        assertEquals(
                400, post("{\"form\": \"lewidi\", \"selfDescriptions\": true}").statusCode());
        assertEquals(400, post("{\"form\": \"csv\", \"exclude\": \"nobody\"}").statusCode());
    }

    @Test
    void the_page_asks_shows_and_hands_out() {
        var client = Browserless.anonymous().holding("session", ines.session());
        String page = "/studies/" + study.id() + "/export/datasets";
        assertTrue(client.get(page).asString().contains("None yet."));
        assertEquals(422, client.post(page, Map.of("form", "nothing")).statusCode());
        assertEquals(
                303,
                client.post(page, Map.of("form", "csv", "spreadsheet", "yes")).statusCode());
        assertTrue(client.get(page).asString().contains("queued"));
        assertTrue(job.runNext());
        String done = client.get(page).asString();
        assertTrue(done.contains("Download dataset"), done);
        assertTrue(done.contains("ed25519:"), done);
        assertEquals(
                303,
                client.post(page, Map.of("form", "parquet", "spreadsheet", "yes"))
                        .statusCode(),
                "what is ticked to begin with keeps nobody from a form without CSV");
    }

    private void unpack(byte[] packed) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private Response get(String path) {
        return RestAssured.given().header("Authorization", "Bearer " + key).get(path);
    }

    private Response delete(String path) {
        return RestAssured.given().header("Authorization", "Bearer " + key).delete(path);
    }

    private Response post(String body) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(body)
                .post(at);
    }

    private List<String> trail() {
        return sql.list(
                row -> row.getString(1),
                "select action from audit_entry where study_id = :study and action in"
                        + " ('export.queued', 'dataset.exported') order by id",
                bind("study", study.id()));
    }
}
