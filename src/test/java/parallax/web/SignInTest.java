package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.identity.Token;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Signing in, one-time links, API keys.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignInTest {
    private static final String NEW_PASSWORD = "a new and longer password";

    @Inject
    World world;

    @Inject
    OneTimeLink links;

    @Inject
    Sql sql;

    private World.Person ines = new World.Person(0, "", "");

    /// Owners who are made researchers for a while.
    private List<Long> owners = List.of();

    @AfterEach
    void owners_are_owners_again() {
        owners.forEach(
                owner -> sql.update("update account set role = 'owner' where id = :owner", bind("owner", owner)));
    }

    @BeforeEach
    void somebody() {
        sql.update("delete from sign_in_failure");
        ines = world.person(Role.RESEARCHER, "Ines");
    }

    @Test
    void the_right_password_opens_the_studies_and_signing_out_closes_them() {
        Response signedIn = signIn(ines.email(), World.PASSWORD);
        assertEquals(303, signedIn.statusCode());
        assertTrue(signedIn.header("Location").endsWith("/studies"));
        String session = signedIn.cookie("session");
        var client = Browserless.anonymous().holding("session", session);
        assertEquals(200, client.get("/studies").statusCode());
        assertEquals(303, client.post("/sign-out", Map.of()).statusCode());
        assertEquals(
                303,
                Browserless.anonymous()
                        .holding("session", session)
                        .get("/studies")
                        .statusCode());
    }

    @Test
    void a_wrong_password_and_an_unknown_address_are_refused_in_the_same_words() {
        Response wrong = signIn(ines.email(), "not the password at all");
        Response unknown = signIn("nobody@people.example", "not the password at all");
        assertEquals(401, wrong.statusCode());
        assertEquals(401, unknown.statusCode());
        String words = "That e-mail address and password do not match.";
        assertTrue(wrong.asString().contains(words) && unknown.asString().contains(words));
    }

    @Test
    void after_ten_failures_even_the_right_password_must_wait() {
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    401, signIn(ines.email(), "wrong, for the " + i + "th time").statusCode());
        }
        assertEquals(429, signIn(ines.email(), World.PASSWORD).statusCode());
        assertEquals(
                429,
                signIn(" " + ines.email().toUpperCase(java.util.Locale.ROOT), "x")
                        .statusCode());
    }

    @Test
    void a_closed_account_cannot_sign_in_and_its_sessions_end() {
        var owner = world.person(Role.OWNER, "Olga");
        var client = Browserless.anonymous().holding("session", owner.session());
        assertEquals(
                303,
                client.post("/accounts/" + ines.id() + "/closure", Map.of()).statusCode());
        assertEquals(
                303,
                Browserless.anonymous()
                        .holding("session", ines.session())
                        .get("/studies")
                        .statusCode());
        assertEquals(401, signIn(ines.email(), World.PASSWORD).statusCode());
        assertEquals(
                422,
                client.post("/accounts/" + owner.id() + "/closure", Map.of()).statusCode());
    }

    @Test
    void opening_a_one_time_link_does_not_use_it_up_sending_its_form_does_once() {
        String at = "/welcome/" + links.forPassword(ines.id(), Actor.system()).text();
        for (int i = 0; i < 3; i++) {
            assertEquals(200, Browserless.anonymous().get(at).statusCode());
        }
        assertEquals(
                422,
                Browserless.anonymous().post(at, Map.of("password", "short")).statusCode());
        assertEquals(
                303,
                Browserless.anonymous()
                        .post(at, Map.of("password", NEW_PASSWORD))
                        .statusCode());
        assertEquals(
                410,
                Browserless.anonymous()
                        .post(at, Map.of("password", NEW_PASSWORD))
                        .statusCode());
        Response again = Browserless.anonymous().get(at);
        assertEquals(410, again.statusCode());
        assertTrue(again.asString().contains("This link has been used"));
        assertEquals(303, signIn(ines.email(), NEW_PASSWORD).statusCode());
        assertEquals(401, signIn(ines.email(), World.PASSWORD).statusCode());
        assertEquals(
                303,
                Browserless.anonymous()
                        .holding("session", ines.session())
                        .get("/studies")
                        .statusCode());
    }

    @Test
    void whoever_sets_a_password_by_a_link_is_signed_in() {
        String at = "/welcome/" + links.forPassword(ines.id(), Actor.system()).text();
        Response set = Browserless.anonymous().post(at, Map.of("password", NEW_PASSWORD));
        assertTrue(set.header("Location").endsWith("/studies"));
        assertEquals(
                200,
                Browserless.anonymous()
                        .holding("session", set.cookie("session"))
                        .get("/studies")
                        .statusCode());
    }

    @Test
    void a_link_that_is_too_old_says_so() {
        Token link = links.forPassword(ines.id(), Actor.system());
        sql.update(
                "update one_time_link set expires_at = created_at where token_hash = :hash", bind("hash", link.hash()));
        Response late = Browserless.anonymous().get("/welcome/" + link.text());
        assertEquals(410, late.statusCode());
        assertTrue(late.asString().contains("This link is too old"));
    }

    @Test
    void a_new_link_ends_the_one_before() {
        Token first = links.forPassword(ines.id(), Actor.system());
        Token second = links.forPassword(ines.id(), Actor.system());
        assertEquals(
                404, Browserless.anonymous().get("/welcome/" + first.text()).statusCode());
        assertEquals(
                200, Browserless.anonymous().get("/welcome/" + second.text()).statusCode());
    }

    @Test
    void the_first_owners_link_makes_an_owner_once_and_dies_with_it() {
        owners = sql.list(row -> row.getLong(1), "select id from account where role = 'owner'");
        sql.update("update account set role = 'researcher' where role = 'owner'");
        Token overtaken = links.forFirstOwner().orElseThrow();
        Token link = links.forFirstOwner().orElseThrow();
        var fields = Map.of(
                "email", "first-" + ines.id() + "@people.example", "displayName", "First", "password", NEW_PASSWORD);
        assertEquals(
                404,
                Browserless.anonymous()
                        .post("/welcome/" + overtaken.text(), fields)
                        .statusCode());
        assertEquals(
                303,
                Browserless.anonymous().post("/welcome/" + link.text(), fields).statusCode());
        assertEquals(
                410,
                Browserless.anonymous().post("/welcome/" + link.text(), fields).statusCode());
        assertTrue(links.forFirstOwner().isEmpty());
        // a link that was made before and never used is dead too
        Token left = Token.create();
        sql.update(
                "insert into one_time_link (token_hash, purpose, expires_at) values (:hash, 'first_owner', now() + interval '1 day')",
                bind("hash", left.hash()));
        assertEquals(410, Browserless.anonymous().get("/welcome/" + left.text()).statusCode());
        sql.update("delete from one_time_link where token_hash = :hash", bind("hash", left.hash()));
    }

    @Test
    void secrets_are_stored_as_hashes_only() {
        Token link = links.forPassword(ines.id(), Actor.system());
        assertEquals(
                303,
                Browserless.anonymous()
                        .post("/welcome/" + link.text(), Map.of("password", NEW_PASSWORD))
                        .statusCode());
        String stored = sql.one(
                row -> row.getString(1), "select password_hash from account where id = :ines", bind("ines", ines.id()));
        assertTrue(stored.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), stored);
        String dump = String.join("\n", sql.list(row -> row.getString(1), """
                select row_to_json(t)::text from account t union all select row_to_json(t)::text from account_session t
                union all select row_to_json(t)::text from one_time_link t union all select row_to_json(t)::text from api_key t"""));
        for (String secret : List.of(NEW_PASSWORD, World.PASSWORD, link.text(), ines.session())) {
            assertFalse(dump.contains(secret));
        }
    }

    @Test
    void an_api_key_is_shown_once_does_what_its_scope_says_and_can_be_revoked() {
        var study = world.open(world.twoShores("Keys", 5, 2), "One.", "Two.");
        world.share(study, ines, Role.RESEARCHER, true);
        String at = "/api/v1/studies/" + study.id();
        String read = newKey("read");
        String export = newKey("export");
        assertNotEquals(read, export);
        assertEquals(200, withKey(read, at).statusCode());
        assertEquals(403, withKey(read, at + "/judgments").statusCode());
        assertEquals(403, withKey(export, at).statusCode(), "each scope is asked for");
        assertFalse(client().get("/account").asString().contains(read), "not shown again");
        assertEquals(303, withKey(read, "/account").statusCode(), "a key opens no page");
        assertEquals(401, withKey("no-such-key", at).statusCode());
        long id = sql.number("select id from api_key where token_hash = :token", bind("token", new Token(read).hash()));
        var stranger = world.person(Role.RESEARCHER, "Stranger");
        String revocation = "/account/api-keys/" + id + "/revocation";
        assertEquals(
                404,
                Browserless.anonymous()
                        .holding("session", stranger.session())
                        .post(revocation, Map.of())
                        .statusCode());
        assertEquals(303, client().post(revocation, Map.of()).statusCode());
        assertEquals(401, withKey(read, at).statusCode());
    }

    private String newKey(String scope) {
        Response made = client().post("/account/api-keys", Map.of("name", "A notebook", "scope", scope));
        assertEquals(200, made.statusCode());
        return Browserless.found(Pattern.compile("class=\"secret\">([^<]+)<"), made.asString());
    }

    private Browserless client() {
        return Browserless.anonymous().holding("session", ines.session());
    }

    private static Response withKey(String key, String address) {
        return Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .get(address);
    }

    private static Response signIn(String email, String password) {
        return Browserless.anonymous().post("/sign-in", Map.of("email", email, "password", password));
    }
}
