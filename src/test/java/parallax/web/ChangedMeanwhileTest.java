package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Two people edit the same thing: the second is told, and what the first did stands.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ChangedMeanwhileTest {
    private static final String HEADING = "Somebody else has changed this in the meantime";

    @Inject
    World world;

    @Inject
    Sql sql;

    @Test
    void an_account_that_was_changed_since_the_page_was_shown_is_left_as_it_is() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        var olga = client(world.person(Role.OWNER, "Olga"));
        var otto = client(world.person(Role.OWNER, "Otto"));
        String seen = versionOf(ines, olga.get("/accounts"));
        assertEquals(seen, versionOf(ines, otto.get("/accounts")));
        assertEquals(
                303, olga.post(at(ines, "closure"), Map.of("version", seen)).statusCode());
        assertEquals(303, olga.post(at(ines, "reopening"), Map.of()).statusCode());
        refused(otto.post(at(ines, "closure"), Map.of("version", seen)));
        assertTrue(isOpen(ines));
        String now = versionOf(ines, otto.get("/accounts"));
        assertEquals(303, otto.post(at(ines, "closure"), Map.of("version", now)).statusCode());
    }

    @Test
    void of_two_changes_of_an_account_at_the_same_moment_one_is_refused() throws Exception {
        var ines = world.person(Role.RESEARCHER, "Ines");
        var olga = client(world.person(Role.OWNER, "Olga"));
        QuarkusTransaction.begin();
        CompletableFuture<Response> closure;
        try {
            sql.update("update account set version = version + 1 where id = :ines", bind("ines", ines.id()));
            closure = CompletableFuture.supplyAsync(() -> olga.post(at(ines, "closure"), Map.of()));
            waitUntilItWaits();
        } finally {
            QuarkusTransaction.commit();
        }
        refused(closure.get(10, TimeUnit.SECONDS));
        assertTrue(isOpen(ines));
    }

    @Test
    void a_study_that_was_paused_meanwhile_is_not_closed_from_an_old_page() {
        var olga = client(world.person(Role.OWNER, "Olga"));
        var study = world.open(world.twoShores("Paused", 5, 2), "One.", "Two.");
        String design = "/studies/" + study.id() + "/design";
        String seen = Browserless.found(
                Pattern.compile("name=\"version\"\\s+value=\"(\\d+)\""),
                olga.get(design).asString());
        assertEquals(
                303,
                olga.post(design + "/state", Map.of("state", "paused", "version", seen))
                        .statusCode());
        refused(olga.post(design + "/state", Map.of("state", "closed", "version", seen)));
        assertTrue(olga.get(design).asString().contains("<span class=\"badge\">paused</span>"));
    }

    @Test
    void a_draft_that_was_published_meanwhile_is_neither_published_nor_deleted_from_an_old_page() {
        var olga = world.person(Role.OWNER, "Olga");
        long draft = world.draft(world.twoShores("Two owners", 5, 2), olga);
        world.item(draft, 0, "one", "Everyday advice", "Shall I?", "Do.");
        String design = "/studies/" + draft + "/design";
        String page = client(olga).get(design).asString();
        for (String step : List.of("publication", "removal")) {
            assertTrue(
                    Pattern.compile(step + "\">[^/]*?name=\"version\" value=\"0\"", Pattern.DOTALL)
                            .matcher(page)
                            .find(),
                    step + " without a version in " + page);
        }
        assertEquals(
                303,
                client(olga)
                        .post(design + "/publication", Map.of("version", "0"))
                        .statusCode());
        refused(client(olga).post(design + "/publication", Map.of("version", "0")));
        refused(client(olga).post(design + "/removal", Map.of("version", "0")));
    }

    @Test
    void rights_that_were_changed_meanwhile_are_neither_taken_nor_given_from_an_old_page() {
        var olga = client(world.person(Role.OWNER, "Olga"));
        var ines = world.person(Role.RESEARCHER, "Ines");
        var study = world.open(world.twoShores("Shared", 5, 2), "One.", "Two.");
        String members = "/studies/" + study.id() + "/design/members";
        var analyst = Map.of("email", ines.email(), "role", "analyst", "members", "");
        assertEquals(303, olga.post(members, analyst).statusCode());
        client(ines)
                .post(
                        "/studies/invitations/" + sql.number("select max(id) from study_invitation") + "/acceptance",
                        Map.of());
        refused(olga.post(members, Map.of("email", ines.email(), "role", "researcher", "members", "")));
        String seen = Browserless.found(
                Pattern.compile("name=\"members\" value=\"([^\"]+)\""),
                olga.get("/studies/" + study.id() + "/design").asString());
        assertEquals(ines.id() + ":0 ", seen);
        var researcher = Map.of("email", ines.email(), "role", "researcher", "members", seen);
        assertEquals(303, olga.post(members, researcher).statusCode());
        refused(olga.post(members, analyst));
        String removal = members + "/" + ines.id() + "/removal";
        refused(olga.post(removal, Map.of("version", "0")));
        assertEquals(303, olga.post(removal, Map.of("version", "1")).statusCode());
        refused(olga.post(members, researcher));
    }

    /// Until the database has somebody wait for the row of an account.
    private void waitUntilItWaits() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (sql.number("select count(*) from pg_locks where not granted") == 0) {
            assertTrue(System.nanoTime() < end, "nobody waits for the account");
            Thread.sleep(20);
        }
    }

    private boolean isOpen(World.Person person) {
        return sql.one(
                row -> row.getBoolean(1),
                "select disabled_at is null from account where id = :person",
                bind("person", person.id()));
    }

    private static void refused(Response answer) {
        assertEquals(409, answer.statusCode());
        assertTrue(answer.asString().contains(HEADING), answer.asString());
    }

    private static String versionOf(World.Person person, Response accounts) {
        return Browserless.found(
                Pattern.compile(at(person, "\\w+") + "\"><input type=\"hidden\"[^>]*>\\s*<input type=\"hidden\""
                        + " name=\"version\"\\s+value=\"(\\d+)\""),
                accounts.asString());
    }

    private static String at(World.Person person, String step) {
        return "/accounts/" + person.id() + "/" + step;
    }

    private static Browserless client(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }
}
