package parallax.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The right to run the server of one folder. At most one process has it; the operating system takes it
/// back when that process ends, however it ends.
final class FolderLock implements AutoCloseable {

    /// Folders locked by this very process. POSIX drops a process's lock on a file when *any* of its
    /// descriptors of that file is closed, so a lock file that is held here must never be opened a second
    /// time.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock, or nothing when somebody has it.
    static Optional<FolderLock> tryTake(PostgresFolder folder) throws IOException {
        Path file = folder.lock();
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, CREATE, READ, WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            taken = true;
            return Optional.of(new FolderLock(file, channel));
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(file);
            }
        }
    }

    /// Who has the lock, in words for an error message.
    static String holder(PostgresFolder folder) {
        if (HELD_HERE.contains(folder.lock())) {
            return "this very process";
        }
        try {
            return "process " + Files.readString(folder.lock(), US_ASCII).strip();
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    /// What is said to somebody who wants the folder while another has it.
    static StoreFailure refusal(PostgresFolder folder) {
        return new StoreFailure("Another Parallax (" + holder(folder) + ") already uses the data folder "
                + folder.root().resolveSibling("").normalize()
                + ": stop it, or choose another folder with --data.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreFailure("The lock " + file + " cannot be released: " + e, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
