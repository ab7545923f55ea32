package parallax.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The database that this process works on, for what needs a connection outside the pool.
@ApplicationScoped
public class OpenDatabase {
    private final Database database;

    public OpenDatabase(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.database = new Database.Server(url, username, password);
    }

    public Database get() {
        return database;
    }
}
