package parallax.store;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes the whole database to a file, beside a running Parallax or without one.
@Dependent
@Unremovable
@Command(
        name = "backup",
        description = {
            "Writes the whole database to FILE, while it is in use.",
            "The file holds everything, personal data too: only its owner may read it."
        })
public class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the file to write; it must not exist")
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
        BackupManifest manifest = Backup.write(database, file);
        System.out.println(file + ": " + manifest.rows() + " rows of "
                + manifest.tables().size() + " tables, as of " + manifest.createdAt());
        return 0;
    }
}
