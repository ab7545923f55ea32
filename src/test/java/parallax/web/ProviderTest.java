package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Signing in with another service.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = OtherService.class, restrictToAnnotatedClass = true)
class ProviderTest {
    @Inject
    World world;

    @Inject
    Sql sql;

    private String subject = "";
    private String email = "";

    @BeforeEach
    void somebody_there() {
        subject = UUID.randomUUID().toString();
        email = subject + "@university.example";
    }

    @Test
    void somebody_with_a_role_there_gets_an_account_with_it_here_and_no_password() {
        Response signedIn = signsIn(as("staff"));
        assertEquals("/studies", path(signedIn));
        assertEquals(200, studies(signedIn));
        assertEquals("researcher", account("role"));
        assertEquals("Ada of the University", account("display_name"));
        assertEquals(
                "provider",
                sql.one(
                        row -> row.getString(1),
                        "select s.proof from account_session s join account a on a.id = s.account_id where a.email = :email",
                        bind("email", email)));
        assertEquals(
                401,
                Browserless.anonymous()
                        .post("/sign-in", Map.of("email", email, "password", ""))
                        .statusCode());
        assertEquals(1, accounts());
        signsIn(as("staff"));
        assertEquals(1, accounts(), "the same one comes again");
    }

    @Test
    void the_role_follows_what_the_service_says_and_so_does_its_loss() {
        world.person(Role.OWNER, "Olga"); // the last owner would stay one
        signsIn(as("staff"));
        signsIn(as("heads"));
        assertEquals("owner", account("role"));
        signsIn(as("staff"));
        assertEquals("researcher", account("role"));
        Response none = signsIn(as("students"));
        assertEquals(403, none.statusCode());
        assertTrue(none.asString().contains("gives you a role here any more"), none.asString());
    }

    @Test
    void an_address_alone_opens_nobodys_account_verified_or_not() {
        var ines = world.person(Role.OWNER, "Ines");
        email = ines.email();
        for (boolean verified : new boolean[] {true, false}) {
            var claims = as("heads");
            claims.put("email_verified", verified);
            Response refused = signsIn(claims);
            assertEquals(403, refused.statusCode());
            assertFalse(refused.cookies().containsKey("session"));
        }
        subject = UUID.randomUUID().toString();
        email = subject + "@university.example";
        var unverified = as("staff");
        unverified.put("email_verified", false);
        assertEquals(403, signsIn(unverified).statusCode());
        assertEquals(0, accounts());
    }

    @Test
    void an_account_is_connected_with_its_password_and_keeps_its_role() {
        var ines = world.person(Role.ANALYST, "Ines");
        var own = Browserless.anonymous().holding("session", ines.session());
        assertEquals(
                422, own.post("/account/provider", Map.of("current", "wrong")).statusCode());
        Response begun = own.post("/account/provider", Map.of("current", World.PASSWORD));
        String way = Browserless.found(
                        java.util.regex.Pattern.compile("href=\"(http[^\"]+/authorize[^\"]+)\""), begun.asString())
                .replace("&amp;", "&");
        String query = OtherService.signsIn(way, as("heads"), false);
        Response connected = own.holding("provider", begun.cookie("provider")).get("/sign-in/provider/answer?" + query);
        assertEquals("/account/provider", path(connected));
        Response signedIn = signsIn(as("heads"));
        assertEquals("/studies", path(signedIn));
        assertEquals(
                "analyst",
                sql.one(row -> row.getString(1), "select role from account where id = :i", bind("i", ines.id())));
        assertEquals(
                303,
                own.post("/account/provider/removal", Map.of("current", World.PASSWORD))
                        .statusCode());
        assertEquals(
                0, sql.number("select count(*) from provider_identity where account_id = :i", bind("i", ines.id())));
    }

    @Test
    void what_another_browser_began_or_another_key_signed_or_comes_twice_is_nothing() {
        Response left = Browserless.anonymous().get("/sign-in/provider");
        String query = OtherService.signsIn(left.header("Location"), as("staff"), false);
        assertEquals(
                401,
                Browserless.anonymous().get("/sign-in/provider/answer?" + query).statusCode());
        Response another = Browserless.anonymous().get("/sign-in/provider");
        assertEquals(401, answer(another, query).statusCode(), "somebody else's browser");
        assertEquals("/studies", path(answer(left, query)));
        assertEquals(401, answer(left, query).statusCode(), "a code is taken once");
        assertEquals(401, signsIn(as("staff"), true).statusCode(), "a key that the service does not name");
        assertEquals(401, answer(left, "error=access_denied&state=x").statusCode());
        assertEquals(401, answer(left, "code&state").statusCode());
    }

    @Test
    void a_token_for_somebody_else_or_for_another_time_does_not_count() {
        for (var wrong : Map.<String, Object>of(
                        "aud", "another-client",
                        "iss", "http://127.0.0.1:1",
                        "nonce", "another",
                        "exp", 1_000_000_000L)
                .entrySet()) {
            var claims = as("staff");
            claims.put(wrong.getKey(), wrong.getValue());
            assertEquals(401, signsIn(claims).statusCode(), wrong.getKey());
        }
        assertEquals(0, accounts());
    }

    @Test
    void the_way_there_asks_for_a_code_with_a_challenge_a_state_and_a_nonce_and_is_offered_by_name() {
        String way = Browserless.anonymous().get("/sign-in/provider").header("Location");
        for (String part : List.of(
                "response_type=code",
                "code_challenge_method=S256",
                "code_challenge=",
                "state=",
                "nonce=",
                "client_id=" + OtherService.CLIENT,
                "redirect_uri=http")) {
            assertTrue(way.contains(part), way);
        }
        assertTrue(way.startsWith(OtherService.issuer() + "/authorize?"), way);
        assertTrue(Browserless.anonymous().get("/sign-in").asString().contains("Sign in with The University"));
    }

    private Map<String, Object> as(String role) {
        var claims = new HashMap<String, Object>();
        claims.put("sub", subject);
        claims.put("email", email);
        claims.put("email_verified", true);
        claims.put("name", "Ada of the University");
        claims.put("realm_access", Map.of("roles", List.of("everybody", role)));
        return claims;
    }

    private static Response signsIn(Map<String, Object> claims) {
        return signsIn(claims, false);
    }

    private static Response signsIn(Map<String, Object> claims, boolean strangeKey) {
        Response left = Browserless.anonymous().get("/sign-in/provider");
        assertEquals(303, left.statusCode(), left.asString());
        return answer(left, OtherService.signsIn(left.header("Location"), claims, strangeKey));
    }

    private static Response answer(Response left, String query) {
        return Browserless.anonymous()
                .holding("provider", left.cookie("provider"))
                .get("/sign-in/provider/answer?" + query);
    }

    private String account(String column) {
        return sql.one(
                row -> row.getString(1),
                "select " + column + " from account where email = :email",
                bind("email", email));
    }

    private long accounts() {
        return sql.number("select count(*) from account where email = :email", bind("email", email));
    }

    private static int studies(Response signedIn) {
        return Browserless.anonymous()
                .holding("session", signedIn.cookie("session"))
                .get("/studies")
                .statusCode();
    }

    private static String path(Response redirect) {
        assertEquals(303, redirect.statusCode(), redirect.asString());
        return URI.create(redirect.header("Location")).getPath();
    }
}
