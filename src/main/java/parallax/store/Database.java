package parallax.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/// Where Parallax keeps its data: a PostgreSQL server that the environment names, or else the embedded
/// one of the data folder.
public sealed interface Database extends AutoCloseable {

    String jdbcUrl();

    String username();

    String password();

    @Override
    void close();

    /// Whether this process made it just now, in a data folder that had none.
    default boolean isNew() {
        return this instanceof Embedded(EmbeddedPostgres postgres) && postgres.isNew();
    }

    /// One connection outside any pool.
    default Connection connect() throws SQLException {
        return dataSource(jdbcUrl(), username(), password()).getConnection();
    }

    /// The database of a process that serves: it owns the embedded server, and a second such process is
    /// refused.
    ///
    /// @param environment looked up for `PARALLAX_JDBC_URL`, `PARALLAX_JDBC_USER` and
    ///     `PARALLAX_JDBC_PASSWORD`
    static Database own(Map<String, String> environment, Path dataFolder) {
        return isElsewhere(environment) ? Server.of(environment) : new Embedded(EmbeddedPostgres.start(dataFolder));
    }

    /// The database of a short command: it works beside a running Parallax as well as alone.
    static Database join(Map<String, String> environment, Path dataFolder) {
        return isElsewhere(environment)
                ? Server.of(environment)
                : new Embedded(EmbeddedPostgres.attachOrStart(dataFolder));
    }

    /// Whether the environment names a server, so that no data folder is used.
    static boolean isElsewhere(Map<String, String> environment) {
        return environment.containsKey(Server.URL);
    }

    static PGSimpleDataSource dataSource(String jdbcUrl, String username, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(username);
        source.setPassword(password);
        return source;
    }

    /// The server inside the data folder.
    record Embedded(EmbeddedPostgres postgres) implements Database {
        @Override
        public String jdbcUrl() {
            return postgres.jdbcUrl();
        }

        @Override
        public String username() {
            return postgres.username();
        }

        @Override
        public String password() {
            return postgres.password();
        }

        @Override
        public void close() {
            postgres.close();
        }
    }

    /// A server that somebody else runs.
    record Server(String jdbcUrl, String username, String password) implements Database {
        static final String URL = "PARALLAX_JDBC_URL";
        static final String USER = "PARALLAX_JDBC_USER";
        static final String PASSWORD = "PARALLAX_JDBC_PASSWORD";

        public Server {
            if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
                throw new StoreFailure(
                        URL + " must begin with jdbc:postgresql: as in jdbc:postgresql://host:5432/parallax");
            }
            if (jdbcUrl.contains("password=")) {
                throw new StoreFailure(URL + " must not hold the password: put it into " + PASSWORD);
            }
            if (username.isBlank()) {
                throw new StoreFailure(USER + " must name the database role when " + URL + " is set");
            }
        }

        static Server of(Map<String, String> environment) {
            return new Server(
                    environment.getOrDefault(URL, ""),
                    environment.getOrDefault(USER, ""),
                    environment.getOrDefault(PASSWORD, ""));
        }

        /// Everything but the password.
        @Override
        public String toString() {
            return "Server[" + jdbcUrl + ", " + username + "]";
        }

        @Override
        public void close() {
            // Not ours to stop.
        }
    }
}
