package parallax.store;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import parallax.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes the whole database to a file while it is in use.
@Dependent
@Unremovable
@Command(
        name = "backup",
        description =
                "Writes everything to one file, even while Parallax is running. Keep it safe: it holds personal data.")
public class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "where to; must not exist")
    Path file = Path.of("");

    @Inject
    OpenDatabase database;

    @Inject
    Settings settings;

    @Override
    public Integer call() {
        var manifest = Backup.write(database.get(), file, settings.keys().orElse(null));
        System.err.println("Wrote " + manifest.tables().size() + " tables to " + file);
        return 0;
    }
}
