package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Under which name the installation answers, and whose forms it takes.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OriginsTest {
    private static final String ELSEWHERE = "elsewhere.example";

    @Inject
    World world;

    @Test
    void under_a_foreign_name_nothing_is_answered_and_no_link_is_made() {
        var owner = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        for (String address :
                List.of("/", "/sign-in", "/accounts", "/s/none", "/api/v1/studies", "/favicon.svg", "/nowhere")) {
            for (String host : List.of(ELSEWHERE, ELSEWHERE + ":8080", "localhost." + ELSEWHERE, "127.0.0.1.nip.io")) {
                Response answer = owner.request()
                        .header("Host", host)
                        .header("Accept", "text/html")
                        .get(address);
                assertEquals(421, answer.statusCode(), address + " as " + host);
                assertFalse(answer.asString().contains(host), address);
                assertEquals(null, answer.header("Location"), address);
            }
        }
        assertTrue(owner.request()
                .header("Host", ELSEWHERE)
                .get("/api/v1/studies")
                .asString()
                .contains("\"status\":421"));
        assertEquals(
                200,
                owner.request().header("Host", "[::1]:8080").get("/accounts").statusCode());
        assertEquals(
                200,
                owner.request().header("Host", "LOCALHOST").get("/accounts").statusCode());
    }

    @Test
    void what_another_site_sends_changes_nothing_even_with_a_token() {
        var wrong = new ArrayList<String>();
        var owner = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        var foreign = List.of(
                Map.of("Origin", "https://" + ELSEWHERE),
                Map.of("Origin", "http://localhost." + ELSEWHERE),
                Map.of("Origin", "http://127.0.0.1:1"),
                Map.of("Origin", "nonsense"),
                Map.of("Sec-Fetch-Site", "cross-site", "Origin", "null"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "cross-site"));
        Endpoints.all().stream()
                .filter(endpoint -> endpoint.startsWith("POST "))
                .forEach(endpoint -> {
                    String address = endpoint.substring(5).replaceAll("\\{[a-z]+}", "1");
                    for (Map<String, String> headers : foreign) {
                        int status = send(owner, address, headers).statusCode();
                        if (status != 403) {
                            wrong.add(status + " " + address + " " + headers);
                        }
                    }
                });
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_form_of_ones_own_page_is_taken_however_the_browser_says_so() {
        var anonymous = Browserless.anonymous();
        String own = io.restassured.RestAssured.baseURI + ":" + io.restassured.RestAssured.port;
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Origin", "null"), // as of pages that tell nobody where one comes from
                Map.of("Origin", own),
                Map.of("Origin", own, "Sec-Fetch-Site", "same-origin"),
                Map.of("Origin", "null", "Sec-Fetch-Site", "same-origin"),
                Map.of("Sec-Fetch-Site", "none"))) {
            assertEquals(303, send(anonymous, "/sign-out", headers).statusCode(), headers::toString);
        }
    }

    @Test
    void a_token_is_good_for_its_session_alone() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        var olga = world.person(Role.OWNER, "Olga");
        var inesBrowser = Browserless.anonymous().holding("session", ines.session());
        String hers = inesBrowser.token("/accounts");
        var cookies = new HashMap<String, String>();
        cookies.put("session", olga.session());
        cookies.put("csrf", hers);
        assertEquals(400, signOut(cookies, hers), "of another session");
        cookies.put("session", ines.session());
        assertEquals(400, signOut(cookies, "A".repeat(64)), "made up");
        assertEquals(400, signOut(Map.of("csrf", "abc"), "abc"), "the cookie's own value");
        assertEquals(400, signOut(Map.of("csrf", "abc"), ""), "empty");
        String before = Browserless.anonymous().token("/sign-in");
        assertEquals(400, signOut(cookies, before), "of before the sign-in");
        char last = hers.charAt(10) == 'A' ? 'B' : 'A';
        assertEquals(400, signOut(cookies, hers.substring(0, 10) + last + hers.substring(11)), "changed");
        assertEquals(303, signOut(cookies, hers));
    }

    private static int signOut(Map<String, String> cookies, String token) {
        var browser = Browserless.anonymous();
        cookies.forEach(browser::holding);
        return browser.request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("csrf-token", token)
                .post("/sign-out")
                .statusCode();
    }

    private static Response send(Browserless client, String address, Map<String, String> headers) {
        String token = client.token(address);
        return client.request()
                .headers(headers)
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("csrf-token", token)
                .post(address);
    }
}
