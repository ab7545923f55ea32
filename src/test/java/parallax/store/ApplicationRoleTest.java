package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.stories.World;

/// What the role can do that requests are served with, and what it cannot.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApplicationRoleTest {
    @Inject
    World world;

    @Test
    void it_reads_and_writes_and_only_adds_to_the_audit_trail() throws SQLException {
        world.person(Role.OWNER, "Olga");
        try (EmbeddedPostgres attached = EmbeddedPostgres.attachOrStart(Path.of("target", "test-data"));
                Database.Embedded database = new Database.Embedded(attached)) {
            database.admitApplication();
            Database.Login login = database.application().orElseThrow();
            try (Connection connection = Database.dataSource(database.jdbcUrl(), login.username(), login.password())
                            .getConnection();
                    Statement statement = connection.createStatement()) {
                assertEquals(
                        1,
                        statement.executeUpdate("update account set display_name = 'Olga' where id ="
                                + " (select max(id) from account)"));
                assertEquals(
                        1,
                        statement.executeUpdate(
                                "insert into audit_entry (at, actor, action) values" + " (now(), 'system', 'tried')"));
                for (String refused : List.of(
                        "update audit_entry set action = 'else'",
                        "delete from audit_entry",
                        "delete from audit_seal",
                        "truncate audit_entry",
                        "alter table audit_entry disable trigger audit_entry_only_grows",
                        "drop table audit_entry",
                        "drop function audit_only_grows cascade")) {
                    SQLException refusal = assertThrows(SQLException.class, () -> statement.execute(refused), refused);
                    assertEquals("42501", refusal.getSQLState(), refused);
                }
            }
        }
    }

    @Test
    void a_server_has_one_where_its_owner_is_named_apart() {
        var environment = new java.util.HashMap<>(Map.of(
                "PARALLAX_JDBC_URL", "jdbc:postgresql://db.example/parallax",
                "PARALLAX_JDBC_USER", "application",
                "PARALLAX_JDBC_PASSWORD", "a"));
        Database one = Database.own(environment, Path.of("unused"));
        assertEquals("application", one.username());
        assertTrue(one.application().isEmpty());
        environment.put("PARALLAX_JDBC_OWNER_USER", "owner");
        environment.put("PARALLAX_JDBC_OWNER_PASSWORD", "b");
        Database two = Database.own(environment, Path.of("unused"));
        assertEquals("owner", two.username());
        assertEquals(new Database.Login("application", "a"), two.application().orElseThrow());
    }
}
