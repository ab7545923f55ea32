package parallax.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
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

    /// The role that requests are served with, where it is another than the one that owns the tables.
    Optional<Login> application();

    /// Lets the application's role, if there is one, read and write every table, those too that
    /// migrations make later: it owns none of them, so that what only grows cannot be made to shrink.
    default void admitApplication() {
        application().ifPresent(login -> ApplicationRole.admit(this, login.username()));
    }

    /// A role and its password.
    record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
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
        public Optional<Login> application() {
            return Optional.of(postgres.application());
        }

        @Override
        public void close() {
            postgres.close();
        }
    }

    /// A server that somebody else runs.
    ///
    /// @param application the role that requests are served with, where `PARALLAX_JDBC_OWNER_USER`
    ///     names another one that owns the tables
    record Server(String jdbcUrl, String username, String password, Optional<Login> application) implements Database {
        static final String URL = "PARALLAX_JDBC_URL";
        static final String USER = "PARALLAX_JDBC_USER";
        static final String PASSWORD = "PARALLAX_JDBC_PASSWORD";
        static final String OWNER = "PARALLAX_JDBC_OWNER_USER";
        static final String OWNER_PASSWORD = "PARALLAX_JDBC_OWNER_PASSWORD";

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

        /// A server with one role for everything.
        public Server(String jdbcUrl, String username, String password) {
            this(jdbcUrl, username, password, Optional.empty());
        }

        static Server of(Map<String, String> environment) {
            String url = environment.getOrDefault(URL, "");
            var login = new Login(environment.getOrDefault(USER, ""), environment.getOrDefault(PASSWORD, ""));
            if (!environment.containsKey(OWNER)) {
                return new Server(url, login.username(), login.password());
            }
            if (login.username().isBlank()) {
                throw new StoreFailure(USER + " must name the database role when " + URL + " is set");
            }
            String owner = environment.getOrDefault(OWNER, "");
            return new Server(url, owner, environment.getOrDefault(OWNER_PASSWORD, ""), Optional.of(login));
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
