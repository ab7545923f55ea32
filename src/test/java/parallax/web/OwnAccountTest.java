package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What people do about their own account: another password, and their sessions.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnAccountTest {
    private static final String NEW = "lantern orchard quay 81";

    @Inject
    World world;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");

    @BeforeEach
    void somebody() {
        sql.update("delete from sign_in_failure");
        ines = world.person(Role.RESEARCHER, "Ines");
    }

    @Test
    void a_new_password_takes_the_old_one_and_ends_every_other_session() {
        String elsewhere = world.session(ines);
        Response changed = change(World.PASSWORD, NEW);
        assertEquals(303, changed.statusCode());
        assertEquals(200, studies(changed.cookie("session")));
        assertEquals(303, studies(elsewhere));
        assertEquals(303, studies(ines.session()));
        assertEquals(401, signIn(World.PASSWORD));
        assertEquals(303, signIn(NEW));
    }

    @Test
    void a_wrong_a_weak_or_the_same_password_changes_nothing() {
        beside(change("not the one of now", NEW), "current", "That is not your password of now.");
        beside(change(World.PASSWORD, World.PASSWORD), "password", "Choose another password than the one of now.");
        beside(change(World.PASSWORD, "password1234"), "password", "That password is easy to guess.");
        beside(
                change(World.PASSWORD, "orchard 91 " + ines.email()),
                "password",
                "Choose a password that does not contain your name or e-mail address.");
        beside(change(World.PASSWORD, "short"), "password", "Choose a password of 12 to 200 characters.");
        assertEquals(303, signIn(World.PASSWORD));
    }

    @Test
    void a_link_does_not_take_the_password_of_before() {
        String page = client(world.person(Role.OWNER, "Olga").session())
                .post("/accounts/" + ines.id() + "/link", Map.of())
                .asString();
        String at = "/welcome/" + Browserless.found(java.util.regex.Pattern.compile("/welcome/([A-Za-z0-9_-]+)"), page);
        beside(
                Browserless.anonymous().post(at, Map.of("password", World.PASSWORD)),
                "password",
                "Choose another password than the one of before.");
        assertEquals(
                303, Browserless.anonymous().post(at, Map.of("password", NEW)).statusCode());
    }

    @Test
    void guesses_at_the_password_of_now_must_wait_too() {
        for (int i = 0; i < 10; i++) {
            assertEquals(422, change("a guess, number " + i, NEW).statusCode());
        }
        assertEquals(429, change(World.PASSWORD, NEW).statusCode());
    }

    @Test
    void ones_sessions_are_listed_and_ended_one_by_one_or_all_others_at_once() {
        Response phone =
                Browserless.anonymous().post("/sign-in", Map.of("email", ines.email(), "password", World.PASSWORD));
        String laptop = world.session(ines);
        String tablet = world.session(ines);
        String page = client(ines.session()).get("/account/sessions").asString();
        assertEquals(4, page.split("<tr><th scope=\"row\"", -1).length - 1);
        assertEquals(1, page.split("this one", -1).length - 1);
        assertTrue(page.contains("A program on an unknown system"), page);
        long id = sql.number(
                "select id from account_session where account_id = :ines order by id desc limit 1",
                bind("ines", ines.id()));
        var stranger = client(world.person(Role.OWNER, "Olga").session());
        assertEquals(
                404,
                stranger.post("/account/sessions/" + id + "/ending", Map.of()).statusCode());
        assertEquals(200, studies(tablet));
        assertEquals(
                303,
                client(ines.session())
                        .post("/account/sessions/" + id + "/ending", Map.of())
                        .statusCode());
        assertEquals(303, studies(tablet));
        assertEquals(200, studies(laptop));
        client(ines.session()).post("/account/sessions/others/ending", Map.of());
        assertEquals(303, studies(laptop));
        assertEquals(303, studies(phone.cookie("session")));
        assertEquals(200, studies(ines.session()));
        assertEquals(
                2,
                sql.number(
                        "select count(*) from audit_entry where action = 'session.ended' and subject_id = :ines",
                        bind("ines", ines.id())));
    }

    @Test
    void a_session_ends_when_it_has_not_been_used_for_long() {
        clock.advance(Duration.ofMinutes(100));
        assertEquals(200, studies(ines.session()));
        clock.advance(Duration.ofMinutes(100));
        assertEquals(200, studies(ines.session()), "it was used meanwhile");
        clock.advance(Duration.ofMinutes(121));
        assertEquals(303, studies(ines.session()));
        String page = client(world.session(ines)).get("/account/sessions").asString();
        assertFalse(page.contains("/ending\">"), page);
    }

    private Response change(String current, String chosen) {
        return client(ines.session()).post("/account/password", Map.of("current", current, "password", chosen));
    }

    private int signIn(String password) {
        return Browserless.anonymous()
                .post("/sign-in", Map.of("email", ines.email(), "password", password))
                .statusCode();
    }

    private static int studies(String session) {
        return client(session).get("/studies").statusCode();
    }

    private static Browserless client(String session) {
        return Browserless.anonymous().holding("session", session);
    }

    private static void beside(Response answer, String field, String sentence) {
        assertEquals(422, answer.statusCode());
        String page = answer.asString();
        assertTrue(page.contains("id=\"" + field + "-error\">" + sentence), page);
    }
}
