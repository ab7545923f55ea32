package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// How long the next try must wait.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignInLimitTest {
    @Inject
    SignInLimit limit;

    @Inject
    KnownDevices devices;

    @Inject
    World world;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    private String email = "";

    @BeforeEach
    void somebody() {
        sql.update("delete from sign_in_failure");
        email = world.person(Role.RESEARCHER, "Ines").email();
    }

    @Test
    void the_delay_at_one_account_from_one_address_grows_and_touches_nobody_else() {
        var guesser = new SignInTry(email, "10.0.0.1", null);
        for (int i = 0; i < SignInLimit.FREE; i++) {
            assertFalse(limit.reserve(guesser).mustWait());
        }
        assertEquals(30, limit.wait(guesser).plusMillis(999).toSeconds());
        assertEquals(Duration.ZERO, limit.wait(new SignInTry(email, "10.0.0.2", null)), "elsewhere");
        assertEquals(
                Duration.ZERO, limit.wait(new SignInTry("other@people.example", "10.0.0.1", null)), "another account");
        clock.advance(Duration.ofSeconds(31));
        assertFalse(limit.reserve(guesser).mustWait());
        assertEquals(60, limit.wait(guesser).plusMillis(999).toSeconds());
        for (int i = 0; i < 8; i++) {
            clock.advance(limit.wait(guesser).plusSeconds(1));
            assertFalse(limit.reserve(guesser).mustWait());
        }
        assertEquals(900, limit.wait(guesser).plusMillis(999).toSeconds());
    }

    @Test
    void a_known_device_answers_for_itself_alone() {
        long account = sql.number("select id from account where email = :email", Sql.bind("email", email));
        var own = new SignInTry(email, "10.0.0.1", devices.remember(account));
        var guesser = new SignInTry(email, "10.0.0.1", Token.create());
        for (int i = 0; i < SignInLimit.FREE; i++) {
            limit.reserve(guesser);
        }
        assertTrue(limit.wait(guesser).isPositive(), "a device cookie of their own making does not help");
        assertEquals(Duration.ZERO, limit.wait(own));
        for (int i = 0; i < SignInLimit.FREE; i++) {
            assertFalse(limit.reserve(own).mustWait());
        }
        assertTrue(limit.wait(own).isPositive(), "a stolen one does not help for long");
    }

    @Test
    void an_address_that_tries_many_accounts_waits_and_so_does_an_account_that_many_addresses_try() {
        for (int i = 0; i < SignInLimit.PER_ADDRESS; i++) {
            assertFalse(limit.reserve(new SignInTry(i + "@people.example", "10.0.0.3", null))
                    .mustWait());
        }
        assertTrue(limit.wait(new SignInTry(email, "10.0.0.3", null)).isPositive());
        for (int i = 0; i < SignInLimit.PER_ACCOUNT; i++) {
            assertFalse(limit.reserve(new SignInTry(email, "10.1.0." + i, null)).mustWait());
        }
        assertTrue(limit.wait(new SignInTry(email, "10.2.0.1", null)).isPositive());
    }

    @Test
    void what_turns_out_right_is_no_failure() {
        var attempt = new SignInTry(email, "10.0.0.4", null);
        for (int i = 0; i < SignInLimit.FREE - 1; i++) {
            limit.reserve(attempt);
        }
        limit.succeeded(attempt, limit.reserve(attempt));
        assertEquals(0, sql.number("select count(*) from sign_in_failure"));
    }
}
