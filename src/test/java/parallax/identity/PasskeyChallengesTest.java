package parallax.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.store.PostgresResource;
import parallax.store.Sql;

/// What passkeys are asked to sign.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PasskeyChallengesTest {
    @Inject
    PasskeyChallenges challenges;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @Test
    void a_challenge_is_good_once_for_its_purpose_and_for_ten_minutes() {
        byte[] one = challenges.create("adding 1");
        assertFalse(challenges.spend(one, "adding 2"), "somebody else's");
        assertFalse(challenges.spend(one, "sign-in"), "for something else");
        assertTrue(challenges.spend(one, "adding 1"));
        assertFalse(challenges.spend(one, "adding 1"), "twice");
        byte[] late = challenges.create("adding 1");
        clock.advance(Duration.ofMinutes(11));
        assertFalse(challenges.spend(late, "adding 1"));
    }

    @Test
    void what_nobody_here_made_is_none_and_asking_stores_nothing() {
        byte[] changed = challenges.create("sign-in");
        changed[20]++; // later than it was made for
        assertFalse(challenges.spend(changed, "sign-in"));
        for (int length : new int[] {0, 1, 55, 57}) {
            assertFalse(challenges.spend(new byte[length], "sign-in"));
        }
        assertEquals(
                0,
                sql.number(
                        "select count(*) from spent_challenge where challenge_hash = :hash",
                        bind("hash", Token.sha256(changed))));
    }
}
