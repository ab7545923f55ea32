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
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Somebody whose account strangers try all day signs in with the right password in a browser that is
/// new.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeviceLinkTest {
    private static final Pattern LINK = Pattern.compile("(/sign-in/device/[A-Za-z0-9_-]+)");

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
    void a_link_from_where_one_is_signed_in_takes_the_waiting_away_and_nothing_else() {
        for (int i = 0; i < 10; i++) {
            signIn(Browserless.anonymous(), "a guess, number " + i);
        }
        assertEquals(429, signIn(Browserless.anonymous(), World.PASSWORD).statusCode());
        String link = link();
        var phone = Browserless.anonymous();
        assertEquals(200, phone.get(link).statusCode(), "looking does not use it up");
        Response let = phone.post(link, Map.of());
        assertEquals(303, let.statusCode());
        assertFalse(let.cookies().containsKey("session"), "it signs nobody in");
        phone.holding("device", let.cookie("device"));
        assertEquals(401, signIn(phone, "not the password").statusCode());
        assertEquals(303, signIn(phone, World.PASSWORD).statusCode());
        assertEquals(410, Browserless.anonymous().post(link, Map.of()).statusCode(), "it works once");
        assertEquals(
                2,
                sql.number(
                        "select count(*) from audit_entry where action like 'account.device_link%' and subject_id = :ines",
                        bind("ines", ines.id())));
    }

    @Test
    void a_link_is_over_after_a_quarter_of_an_hour_or_when_there_is_a_newer_one() {
        String first = link();
        String second = link();
        assertEquals(410, Browserless.anonymous().get(first).statusCode());
        assertEquals(200, Browserless.anonymous().get(second).statusCode());
        clock.advance(Duration.ofMinutes(16));
        assertEquals(410, Browserless.anonymous().get(second).statusCode());
        assertEquals(410, Browserless.anonymous().post(second, Map.of()).statusCode());
        assertTrue(Browserless.anonymous()
                        .get("/welcome/" + second.substring(second.lastIndexOf('/') + 1))
                        .statusCode()
                == 404);
    }

    private String link() {
        Response page = Browserless.anonymous()
                .holding("session", ines.session())
                .post("/account/sessions/device-link", Map.of());
        assertEquals("no-store", page.header("Cache-Control"));
        return Browserless.found(LINK, page.asString());
    }

    private Response signIn(Browserless browser, String password) {
        return browser.post("/sign-in", Map.of("email", ines.email(), "password", password));
    }
}
