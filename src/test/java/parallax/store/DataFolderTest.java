package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void a_folder_without_a_database_is_refused_and_not_made() {
        Path typo = parent.resolve("typo");
        StoreFailure refusal = assertThrows(StoreFailure.class, () -> new DataFolder(typo).requireDatabase());
        assertEquals(
                "There is no Parallax database in the folder " + typo
                        + ": name the data folder that you mean with --data.",
                refusal.getMessage());
        assertFalse(Files.exists(typo));
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_with_the_reason() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        String refusal = String.valueOf(assertThrows(StoreFailure.class, () -> PostgresFolder.in(file.resolve("data")))
                .getMessage());
        assertFalse(refusal.contains("Exception"), refusal);
    }

    @Test
    void a_database_is_discarded_with_its_folder_free_and_the_address_is_remembered() {
        DataFolder folder = new DataFolder(parent.resolve("data"));
        try (EmbeddedPostgres running = EmbeddedPostgres.start(folder.path())) {
            assertEquals(Optional.empty(), folder.address());
            folder.rememberAddress("http://127.0.0.1:8140");
            assertEquals(Optional.of("http://127.0.0.1:8140"), folder.address());
            assertThrows(StoreFailure.class, folder::discard);
            assertTrue(running.isNew() && folder.holdsDatabase());
        }
        folder.discard();
        assertFalse(folder.holdsDatabase());
    }

    @Test
    void a_database_that_is_made_again_lets_the_application_in() throws Exception {
        DataFolder folder = new DataFolder(parent.resolve("data"));
        EmbeddedPostgres.start(folder.path()).close();
        folder.discard();
        try (EmbeddedPostgres again = EmbeddedPostgres.start(folder.path())) {
            Database.Login login = again.application();
            try (Connection connection = Database.dataSource(again.jdbcUrl(), login.username(), login.password())
                    .getConnection()) {
                assertTrue(connection.isValid(5));
            }
        }
    }
}
