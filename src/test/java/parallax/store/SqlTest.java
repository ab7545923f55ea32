package parallax.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static parallax.store.Sql.bind;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parallax.identity.Account;
import parallax.identity.Role;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SqlTest {
    @Inject
    Sql sql;

    @Test
    @TestTransaction
    void a_statement_sees_what_entities_were_given_in_the_same_transaction() {
        Instant moment = Instant.parse("2026-02-03T04:05:06.789Z");
        Account account = Account.invited("before@example.org", "Before", Role.ANALYST, moment);
        account.persist();
        account.close(moment.plusSeconds(1));
        assertEquals(
                List.of(moment.plusSeconds(1)),
                sql.list(
                        row -> Objects.requireNonNull(Sql.instant(row, "disabled_at")),
                        "select disabled_at from account where id = :account",
                        bind("account", account.id())));
    }

    @Test
    void moments_arrays_bytes_and_nothing_go_there_and_back() {
        Instant moment = Instant.parse("2026-02-03T04:05:06.789Z");
        assertEquals(
                moment,
                sql.one(
                        row -> Objects.requireNonNull(Sql.instant(row, "at")),
                        "select :at::timestamptz as at",
                        bind("at", moment)));
        assertEquals(6, sql.number("select sum(n) from unnest(:ids) n", bind("ids", new long[] {1, 2, 3})));
        assertEquals(
                List.of("a", "b"),
                sql.list(row -> row.getString(1), "select unnest(:words)", bind("words", new String[] {"a", "b"})));
        assertArrayEquals(new byte[] {1, 2}, sql.one(row -> row.getBytes(1), "select :bytes", bind("bytes", new byte[] {
            1, 2
        })));
        assertEquals(1, sql.number("select count(*) where :nothing::text is null", bind("nothing", null)));
    }

    @Test
    void a_parameter_without_a_binding_is_refused_before_the_database_is_asked() {
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> sql.update("delete from study where id = :study", bind("id", 1)));
        assertEquals("the statement has no parameter :id", refusal.getMessage());
    }
}
