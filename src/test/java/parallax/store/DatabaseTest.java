package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Map<String, String> NAMED = Map.of(
            "PARALLAX_JDBC_URL",
            "jdbc:postgresql://db.example:5432/parallax",
            "PARALLAX_JDBC_USER",
            "parallax",
            "PARALLAX_JDBC_PASSWORD",
            "s3cret");

    @TempDir
    Path data;

    @Test
    void a_jdbc_url_in_the_environment_starts_no_server() {
        try (Database database = Database.own(NAMED, data)) {
            assertEquals("jdbc:postgresql://db.example:5432/parallax", database.jdbcUrl());
            assertEquals("parallax", database.username());
            assertEquals("s3cret", database.password());
        }
        assertFalse(Files.exists(data.resolve("postgres")));
    }

    @Test
    void the_password_of_a_server_is_never_printed() {
        assertFalse(Database.join(NAMED, data).toString().contains("s3cret"));
    }

    @Test
    void a_url_of_another_database_kind_is_refused_with_the_rule() {
        StoreFailure refusal = assertThrows(
                StoreFailure.class,
                () -> Database.own(Map.of("PARALLAX_JDBC_URL", "jdbc:h2:mem:x", "PARALLAX_JDBC_USER", "u"), data));
        assertTrue(message(refusal).contains("must begin with jdbc:postgresql:"), message(refusal));
    }

    @Test
    void a_url_without_a_role_is_refused_with_the_rule() {
        StoreFailure refusal = assertThrows(
                StoreFailure.class, () -> Database.own(Map.of("PARALLAX_JDBC_URL", "jdbc:postgresql://h/p"), data));
        assertTrue(message(refusal).contains("PARALLAX_JDBC_USER"), message(refusal));
    }

    @Test
    void a_password_inside_the_url_is_refused_because_urls_get_logged() {
        assertThrows(StoreFailure.class, () -> new Database.Server("jdbc:postgresql://h/p?user=u&password=x", "u", ""));
    }

    private static String message(StoreFailure refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
