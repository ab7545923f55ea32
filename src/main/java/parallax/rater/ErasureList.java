package parallax.rater;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import parallax.settings.Settings;
import parallax.store.StoreFailure;

/// The list of what was erased, in a file outside the database: a backup that is older than an erasure
/// does not bring back what was erased, as its restore reads the list. It only grows, a line at a time,
/// each on disk with the erasure's transaction behind it.
@ApplicationScoped
public class ErasureList {
    /// The file's name in the folder of keys.
    public static final String FILE = "erasures.log";

    private static final Logger LOG = Logger.getLogger(ErasureList.class);

    private final Erasures erasures;
    private final Optional<Path> folder;

    public ErasureList(Erasures erasures, Settings settings) {
        this.erasures = erasures;
        this.folder = settings.keys();
    }

    /// What a list holds; a last line that was cut short is left out.
    ///
    /// @return nothing if there is no such file
    public static Optional<List<Erasures.Noted>> read(Path file) {
        try {
            return Optional.of(Files.readAllLines(file, US_ASCII).stream()
                    .flatMap(line -> Erasures.Noted.of(line).stream())
                    .toList());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreFailure("The list of erasures " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void afterwards(@Observes(during = TransactionPhase.AFTER_SUCCESS) Erasures.Noted noted) {
        append(List.of(noted));
    }

    /// What a crash kept from the file is still in the database.
    @Scheduled(every = "5m", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void catchUp() {
        append(erasures.all());
    }

    /// For whoever keeps the list elsewhere.
    List<String> lines() {
        return erasures.all().stream().map(Erasures.Noted::line).toList();
    }

    private void append(List<Erasures.Noted> noted) {
        if (folder.isEmpty() || noted.isEmpty()) {
            return;
        }
        Path file = folder.get().resolve(FILE);
        try {
            Files.createDirectories(
                    folder.get(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            append(file, noted);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf(
                    "The list of erasures %s cannot be written (%s): a restored backup would bring back what was erased"
                            + " since. \"erase --list\" prints it.",
                    file, e.getMessage());
        }
    }

    private static synchronized void append(Path file, List<Erasures.Noted> noted) throws IOException {
        var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, owners);
                FileLock _ = channel.lock()) {
            String there = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
            Set<String> known = there.lines().collect(Collectors.toSet());
            String more = noted.stream()
                    .map(Erasures.Noted::line)
                    .filter(line -> !known.contains(line))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            if (more.isEmpty()) {
                return;
            }
            boolean cutShort = !there.isEmpty() && !there.endsWith("\n");
            ByteBuffer bytes = US_ASCII.encode((cutShort ? "\n" : "") + more);
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
