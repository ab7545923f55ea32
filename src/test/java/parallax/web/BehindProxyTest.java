package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Behind a proxy that ends TLS and is trusted, as the chart sets it: cookies are bound to the host and to
/// HTTPS, and links are made for the address that people see.
@QuarkusTest
@TestProfile(BehindProxyTest.TrustedProxy.class)
@QuarkusTestResource(PostgresResource.class)
class BehindProxyTest {
    /// The settings that the documentation of TLS names.
    public static class TrustedProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parallax.public-address", "https://parallax.example",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.enable-forwarded-host", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @Inject
    World world;

    @Test
    void cookies_are_bound_to_the_host_and_to_https() {
        var study = world.open(world.twoShores("TLS", 5, 1), "A reply.");
        Response arrived = Browserless.anonymous()
                .request()
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "parallax.example")
                .get("/s/" + study.code() + "?PROLIFIC_PID=p1");
        Cookie cookie = arrived.detailedCookie("__Host-arrival-" + study.code());
        assertTrue(cookie.isSecured() && cookie.isHttpOnly());
        assertEquals("/", cookie.getPath());
        assertEquals(null, cookie.getDomain());
        assertTrue(arrived.header("Location").startsWith("https://parallax.example/s/"), arrived.header("Location"));
    }

    @Test
    void the_session_cookie_of_plain_http_is_nobodys_under_https() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        int plain = Browserless.anonymous()
                .holding("session", ines.session())
                .request()
                .header("X-Forwarded-Proto", "https")
                .header("Accept", "text/html")
                .get("/studies")
                .statusCode();
        int bound = Browserless.anonymous()
                .holding("__Host-session", ines.session())
                .request()
                .header("X-Forwarded-Proto", "https")
                .header("Accept", "text/html")
                .get("/studies")
                .statusCode();
        assertEquals(303, plain);
        assertEquals(200, bound);
    }

    @Test
    void links_begin_with_the_public_address_whatever_a_request_calls_it() {
        var olga = world.person(Role.OWNER, "Olga");
        var client = Browserless.anonymous().holding("session", olga.session());
        String token = client.token("/accounts");
        String page = client.request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Host", "localhost")
                .header("Accept", "text/html")
                .formParam("csrf-token", token)
                .post("/accounts/" + olga.id() + "/link")
                .asString();
        assertTrue(page.contains("<code>https://parallax.example/welcome/"), page);
        var study = world.open(world.twoShores("Come back", 5, 1), "A reply.");
        String left = Browserless.anonymous()
                .holding("rater-" + study.code(), world.admitted(study, "East").session())
                .post("/s/" + study.code() + "/exit", Map.of())
                .asString();
        assertTrue(left.contains("https://parallax.example/s/" + study.code() + "/return"), left);
    }

    @Test
    void the_forms_cookie_is_bound_to_the_host_and_to_https() {
        Cookie cookie = Browserless.anonymous()
                .request()
                .header("X-Forwarded-Proto", "https")
                .get("/sign-in")
                .detailedCookie("__Host-csrf");
        assertTrue(cookie.isSecured() && cookie.isHttpOnly());
        assertEquals("/", cookie.getPath());
        assertEquals(null, cookie.getDomain());
    }
}
