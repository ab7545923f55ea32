package parallax.store;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import parallax.verb.Prepared;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Brings a backup into a new instance.
@Dependent
@Unremovable
@Command(name = "restore", description = "Brings a backup into a new, empty data folder: all of it, or nothing.")
public class RestoreCommand implements Callable<Integer>, Prepared {
    /// Tables that a new instance fills at its first start.
    private static final Set<String> FIRST_START = Set.of("installation_secret", "one_time_link");

    @Parameters(paramLabel = "FILE", description = "a file that “backup” wrote")
    Path file = Path.of("");

    @Inject
    OpenDatabase database;

    @Override
    public void prepare(Path dataFolder) {
        Backup.check(file);
    }

    @Override
    public Integer call() {
        var manifest = Backup.restore(database.get(), file, FIRST_START);
        System.err.println("Restored " + manifest.tables().size() + " tables as they stood at " + manifest.createdAt());
        return 0;
    }
}
