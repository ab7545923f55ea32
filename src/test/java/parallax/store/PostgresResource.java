package parallax.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for tests, empty at the start of each application.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final Path FOLDER = Path.of("target", "test-data");

    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        EmbeddedPostgres started = EmbeddedPostgres.start(FOLDER);
        postgres = started;
        try (Connection connection = Database.dataSource(started.jdbcUrl(), started.username(), started.password())
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        } catch (SQLException e) {
            throw new StoreFailure("the test database cannot be emptied", e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", started.jdbcUrl(),
                "quarkus.datasource.username", started.username(),
                "quarkus.datasource.password", started.password());
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
