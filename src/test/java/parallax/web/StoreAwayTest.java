package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.Gate;
import parallax.store.PostgresResource;
import parallax.store.StoreBehindGate;
import parallax.stories.World;

/// While the database is away every request is answered soon, and says whose fault it is; afterwards all is as before.
@QuarkusTest
@TestProfile(StoreAwayTest.Alone.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = StoreBehindGate.class, restrictToAnnotatedClass = true)
class StoreAwayTest {
    /// An application of its own.
    public static class Alone implements QuarkusTestProfile {}

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    World world;

    @Nullable
    Gate found;

    @AfterEach
    void openAgain() {
        // a test that failed half way leaves it shut
        Objects.requireNonNull(found).openAgain();
    }

    @Test
    void every_request_gets_503_with_a_time_to_retry_and_words_and_a_restart_is_not_needed() {
        var study = world.open(world.twoShores("Away", 5, 2), "One.", "Two.");
        var olga = world.person(Role.OWNER, "Olga");
        var staff = Browserless.anonymous().holding("session", olga.session());
        var ada = world.admitted(study, "East");
        var rater = Browserless.anonymous().holding("rater-" + study.code(), ada.session());
        String item = world.item(study, ada);
        String at = "/s/" + study.code();
        assertEquals(303, rater.get(at + "/rate").statusCode());
        staff.token("/accounts");
        rater.token(at);
        assertEquals(200, Browserless.anonymous().get("/q/health/ready").statusCode());

        Gate gate = Objects.requireNonNull(found);
        gate.shut();
        long begun = System.nanoTime();
        List<Response> away = List.of(
                staff.get("/studies"),
                staff.get("/api/v1/studies"),
                staff.post("/account/api-keys", Map.of("name", "A", "scope", "read")),
                rater.get(at),
                rater.get(item),
                rater.post(item + "/judgment", Map.of("key", "x")),
                Browserless.anonymous().get(at));
        long took = System.nanoTime() - begun;
        for (Response answer : away) {
            assertEquals(503, answer.statusCode(), answer.asString());
            assertEquals("5", answer.header("Retry-After"));
            assertTrue(answer.asString().contains("Our database does not answer"), answer.asString());
        }
        assertTrue(took < SOON.multipliedBy(away.size()).toNanos(), "took " + Duration.ofNanos(took));
        assertTrue(away.get(1).contentType().startsWith("application/problem+json"));
        Response health = Browserless.anonymous().get("/q/health/ready");
        assertEquals(503, health.statusCode());
        assertFalse(health.asString().matches("(?s).*(Exception|jdbc|onnection).*"), health.asString());
        assertEquals(200, Browserless.anonymous().get("/q/health/live").statusCode());

        gate.openAgain();
        assertEquals(200, eventually(staff, "/studies"));
        assertEquals(200, rater.get(item).statusCode());
    }

    /// Connections of before, which are dead, are found out one by one.
    private static int eventually(Browserless client, String address) {
        int status = 0;
        for (int tries = 0; tries < 30 && status != 200; tries++) {
            status = client.get(address).statusCode();
        }
        return status;
    }
}
