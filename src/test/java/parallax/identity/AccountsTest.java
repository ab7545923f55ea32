package parallax.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;

/// What ends with a password, and who stays when accounts are closed.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccountsTest {
    @Inject
    Accounts accounts;

    @Inject
    ApiKeys keys;

    @Inject
    World world;

    @Inject
    Sql sql;

    @Test
    void a_new_password_ends_the_keys_that_were_made_under_the_old_one() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        String key = keys.create(ines.id(), "Notebook", Set.of("read")).text();
        assertEquals(200, studies(key));
        accounts.choosePassword(ines.id(), PasswordHash.of("another long enough phrase"));
        assertEquals(401, studies(key));
    }

    @Test
    void the_last_owner_is_not_closed() {
        var olga = world.person(Role.OWNER, "Olga");
        var otto = world.person(Role.OWNER, "Otto");
        QuarkusTransaction.begin();
        try {
            sql.update(
                    "update account set disabled_at = created_at where role = 'owner' and id not in (:olga, :otto)",
                    bind("olga", olga.id()),
                    bind("otto", otto.id()));
            assertTrue(accounts.close(otto.id(), null, Actor.account(olga.id())));
            assertThrows(
                    OptimisticLockException.class, () -> accounts.close(olga.id(), null, Actor.account(otto.id())));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static int studies(String key) {
        return given().header("Authorization", "Bearer " + key)
                .get("/api/v1/studies")
                .statusCode();
    }
}
