package parallax.store;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Brings a backup into a new instance.
@Dependent
@Unremovable
@Command(
        name = "restore",
        description = "Brings the backup FILE into a new data folder or an empty database: all of it, or nothing.")
public class RestoreCommand implements Callable<Integer> {
    /// What an instance makes for itself before anybody has used it.
    static final Set<String> MADE_BY_FIRST_START = Set.of("installation_secret", "one_time_link");

    @Parameters(paramLabel = "FILE", description = "a file that backup wrote")
    Path file = Path.of("");

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "quarkus.datasource.username")
    String username;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Override
    public Integer call() {
        Database database = new Database.Server(jdbcUrl, username, password);
        BackupManifest manifest = Backup.restore(database, file, MADE_BY_FIRST_START);
        System.out.println(file + ": restored " + manifest.rows() + " rows of "
                + manifest.tables().size() + " tables, as of " + manifest.createdAt());
        return 0;
    }
}
