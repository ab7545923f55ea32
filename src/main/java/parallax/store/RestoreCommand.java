package parallax.store;

import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;
import parallax.verb.Founding;
import parallax.verb.Prepared;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings a backup into a new instance, with the keys of the one that it comes from, and carries out
/// again what was erased there since.
@Dependent
@Unremovable
@Command(name = "restore", description = "Brings a backup into a new, empty data folder: all of it, or nothing.")
public class RestoreCommand implements Callable<Integer>, Prepared, Founding {
    /// Tables that a new instance fills at its first start.
    private static final Set<String> FIRST_START = Set.of("installation_secret", "one_time_link", "sealing_key");

    @Parameters(paramLabel = "FILE", description = "a file that “backup” wrote")
    Path file = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "the folder “keys” of the installation that the backup comes from, as it is now: its key is taken"
                            + " over, and what was erased since is erased again (default: where it was when the backup was made)")
    @Nullable
    Path keys;

    @Inject
    OpenDatabase database;

    @Inject
    Settings settings;

    @Inject
    @All
    List<Restored> rooms;

    @Override
    public void prepare(Path dataFolder) {
        Backup.check(file);
        if (keys != null && !Files.isDirectory(keys)) {
            throw new StoreFailure("There is no folder " + keys + ".");
        }
    }

    @Override
    public Integer call() {
        var manifest = Backup.restore(database.get(), file, FIRST_START);
        Optional<Path> own = settings.keys();
        Path beside = keys != null
                ? keys
                : Optional.ofNullable(manifest.keys())
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .or(() -> own)
                        .orElse(Path.of("keys"));
        if (Files.isDirectory(beside)) {
            own.ifPresent(folder -> takeOver(beside, folder));
        }
        rooms.stream()
                .map(room -> room.after(beside))
                .filter(told -> !told.isEmpty())
                .forEach(System.err::println);
        System.err.println("Restored " + manifest.tables().size() + " tables as they stood at " + manifest.createdAt());
        return 0;
    }

    /// The keys that this instance has already stay.
    private static void takeOver(Path from, Path to) {
        try (var found = Files.newDirectoryStream(from, "*.key")) {
            for (Path key : found) {
                new KeyFolder(to).takeOver(key);
            }
        } catch (IOException e) {
            throw new StoreFailure("The keys in " + from + " cannot be taken over: " + Reason.of(e), e);
        }
    }
}
