package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Headers and cookies that browsers defend themselves with.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeadersTest {
    @Inject
    World world;

    @Test
    void every_page_tells_the_browser_what_it_must_not_do() {
        var study = world.open(world.twoShores("Headers", 5, 1), "A reply.");
        var owner = world.person(Role.OWNER, "Olga");
        var client = Browserless.anonymous().holding("session", owner.session());
        for (String address : List.of(
                "/sign-in",
                "/studies",
                "/studies/" + study.id(),
                "/s/" + study.code(),
                "/nowhere",
                "/studies/0",
                "/api/v1/studies",
                "/favicon.svg")) {
            Response page = client.get(address);
            String policy = page.header("Content-Security-Policy");
            assertTrue(policy.contains("script-src 'self'") && policy.contains("object-src 'none'"), address);
            assertTrue(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'self'"), address);
            assertFalse(policy.contains("unsafe"), address);
            assertEquals("nosniff", page.header("X-Content-Type-Options"), address);
            assertEquals("no-referrer", page.header("Referrer-Policy"), address);
            assertEquals("same-origin", page.header("Cross-Origin-Opener-Policy"), address);
        }
    }

    @Test
    void no_other_site_may_read_anything() {
        Response asked = Browserless.anonymous()
                .request()
                .header("Origin", "https://elsewhere.example")
                .get("/api/v1/studies");
        assertEquals(null, asked.header("Access-Control-Allow-Origin"));
    }

    @Test
    void pages_hold_no_script_or_style_of_their_own() {
        var study = world.open(world.twoShores("Inline", 5, 1), "A reply.");
        var rater = world.admitted(study, "East");
        var client = Browserless.anonymous().holding("rater-" + study.code(), rater.session());
        String page = client.get(world.item(study, rater)).asString();
        assertTrue(page.contains("Rate this reply"));
        assertFalse(page.matches("(?s).*<script(?![^>]*\\bsrc=).*"), "an inline script");
        assertFalse(page.matches("(?s).*<style.*"), "an inline style");
        assertFalse(page.matches("(?s).* (style|on[a-z]+)=\".*"), "a style or handler attribute");
    }

    @Test
    void cookies_are_out_of_reach_of_scripts_and_other_sites() {
        var study = world.open(world.twoShores("Cookies", 5, 1), "A reply.");
        Response consent = Browserless.anonymous().post("/s/" + study.code() + "/consent", Map.of("agree", "yes"));
        Cookie rater = consent.detailedCookie("rater-" + study.code());
        assertTrue(rater.isHttpOnly());
        assertEquals("Lax", rater.getSameSite());
        assertEquals("/", rater.getPath());
        assertEquals(null, rater.getDomain());
        var ines = world.person(Role.RESEARCHER, "Ines");
        Response signedIn =
                Browserless.anonymous().post("/sign-in", Map.of("email", ines.email(), "password", World.PASSWORD));
        assertTrue(signedIn.detailedCookie("session").isHttpOnly());
        assertEquals("Lax", signedIn.detailedCookie("session").getSameSite());
    }

    @Test
    void pages_with_single_persons_figures_are_not_kept_by_caches() {
        var study = world.open(world.twoShores("Caches", 5, 1), "A reply.");
        var owner = world.person(Role.OWNER, "Olga");
        Response page =
                Browserless.anonymous().holding("session", owner.session()).get("/studies/" + study.id());
        assertEquals("no-store", page.header("Cache-Control"));
    }
}
