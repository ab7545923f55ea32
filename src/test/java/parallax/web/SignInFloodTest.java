package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Password;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// Hundreds of tries at once: few of them are ever looked at, and nobody else waits for them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignInFloodTest {
    private static final int TRIES = 300;
    private static final int PER_ADDRESS = 50;

    @Inject
    World world;

    @Inject
    Sql sql;

    @BeforeEach
    void nothingYet() {
        sql.update("delete from sign_in_failure");
    }

    @Test
    void of_three_hundred_tries_at_once_no_more_are_hashed_than_one_address_may_and_a_rater_goes_on() throws Exception {
        String[] replies = new String[8];
        java.util.Arrays.setAll(replies, i -> "Reply " + i);
        var study = world.open(world.twoShores("Flood", 5, replies.length), replies);
        var ada = world.admitted(study, "East");
        var rater = Browserless.anonymous().holding("rater-" + study.code(), ada.session());
        long before = Password.derivations();
        var answers = new TreeSet<Integer>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                String email = "guess-" + i + "@people.example";
                tries.add(crowd.submit(() -> signIn(email, "one more guess").statusCode()));
            }
            for (int judged = 0; judged < replies.length; judged++) {
                assertEquals(303, judge(study, rater, world.item(study, ada)).statusCode());
            }
            for (Future<Integer> attempt : tries) {
                answers.add(attempt.get());
            }
        }
        assertTrue(Set.of(401, 429, 503).containsAll(answers), answers::toString);
        long hashed = Password.derivations() - before;
        assertTrue(hashed <= PER_ADDRESS, hashed + " were hashed");
        assertEquals(replies.length, world.judgments(study));
    }

    @Test
    void whoever_must_wait_is_told_how_long_and_a_known_device_need_not() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        Response first = signIn(ines.email(), World.PASSWORD);
        String device = first.cookie("device");
        for (int i = 0; i < 10; i++) {
            signIn(ines.email(), "a stranger's guess " + i);
        }
        Response stranger = signIn(ines.email(), World.PASSWORD);
        assertEquals(429, stranger.statusCode());
        int delay = Integer.parseInt(stranger.header("Retry-After"));
        assertTrue(delay >= 1 && delay <= 30, stranger.header("Retry-After"));
        assertTrue(stranger.asString().contains("Wait a minute"), stranger.asString());
        Response own = Browserless.anonymous()
                .holding("device", device)
                .post("/sign-in", Map.of("email", ines.email(), "password", World.PASSWORD));
        assertEquals(303, own.statusCode());
        assertEquals(
                1,
                sql.number("select count(*) from audit_entry where action = 'account.sign_in_throttled'"
                        + " and at >= (select max(at) from audit_entry where action = 'account.sign_in_failed')"));
    }

    private Response judge(World.OpenStudy study, Browserless rater, String item) {
        assertEquals(200, rater.get(item).statusCode());
        var fields = new java.util.HashMap<String, String>();
        world.questions(study).forEach(question -> fields.put("q." + question, "0"));
        fields.put("key", UUID.randomUUID().toString());
        return rater.post(item + "/judgment", fields);
    }

    private static Response signIn(String email, String password) {
        return Browserless.anonymous().post("/sign-in", Map.of("email", email, "password", password));
    }
}
