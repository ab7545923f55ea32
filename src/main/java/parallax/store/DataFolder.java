package parallax.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A data folder as the verbs see it: whether it holds a database, whether the demo made that database,
/// and where the instance that uses it is reached. Nothing is made by asking.
///
/// @param path as it was given
public record DataFolder(Path path) {
    private static final String DATABASE = "postgres";
    private static final String MARK = "demo";
    private static final String KEYS = "keys";
    private static final Set<String> OF_A_DEMO = Set.of(DATABASE, MARK, KEYS);

    public boolean holdsDatabase() {
        return Files.isDirectory(path.resolve(DATABASE).resolve("cluster"));
    }

    /// @throws StoreFailure if there is no database
    public void requireDatabase() {
        if (!holdsDatabase()) {
            throw new StoreFailure("There is no Parallax database in the folder " + path
                    + ": name the data folder that you mean with --data.");
        }
    }

    /// Where what must lie outside the database usually lies.
    public Path keys() {
        return path.resolve(KEYS).toAbsolutePath();
    }

    /// Marks a folder that has no database yet as the demo's; one that has keeps what it is.
    public void markAsDemo() {
        if (holdsDatabase()) {
            return;
        }
        try {
            Files.createDirectories(path);
            Files.writeString(path.resolve(MARK), """
                    The database beside this file was made by “parallax demo”; “parallax demo --reset” deletes it.
                    """);
        } catch (IOException e) {
            throw new StoreFailure("The data folder " + path + " cannot be made or used: " + Reason.of(e), e);
        }
    }

    /// Deletes the database if the demo made it, holding the folder meanwhile against everybody else.
    ///
    /// @throws StoreFailure if another process uses the folder, or it holds anything but a demo's
    ///   database
    public void deleteDemo() {
        boolean held = holdsDatabase();
        delete(this::requireDemo);
        if (held) {
            deleteKeys();
        }
    }

    private void deleteKeys() {
        try {
            PostgresFolder.deleteTree(keys());
        } catch (IOException e) {
            throw new StoreFailure("The keys in " + path + " cannot be deleted: " + Reason.of(e), e);
        }
    }

    /// Deletes the database, whose making turned out to be for nothing.
    ///
    /// @throws StoreFailure if another process uses the folder
    public void discard() {
        delete(() -> {});
    }

    /// What may object to a deletion while the folder is held.
    @FunctionalInterface
    private interface Objection {
        void raise() throws IOException;
    }

    /// The lock file stays, since it is held.
    private void delete(Objection objection) {
        if (!holdsDatabase()) {
            return;
        }
        PostgresFolder postgres = PostgresFolder.in(path);
        try (FolderLock _ = FolderLock.tryTake(postgres).orElseThrow(() -> FolderLock.refusal(postgres))) {
            objection.raise();
            PostgresServer.stopOrphan(postgres, PostgresBinaries.unpackedIn(postgres));
            PostgresCluster.delete(postgres);
        } catch (IOException e) {
            throw new StoreFailure("The database in " + path + " cannot be deleted: " + Reason.of(e), e);
        }
    }

    private void requireDemo() throws IOException {
        if (!Files.exists(path.resolve(MARK))) {
            throw new StoreFailure(
                    "The database in " + path + " was not made by “demo” and is not deleted: choose another"
                            + " folder with --data, or delete this one yourself if nothing in it is needed.");
        }
        try (Stream<Path> inside = Files.list(path)) {
            Set<String> more = new TreeSet<>();
            inside.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !OF_A_DEMO.contains(name))
                    .forEach(more::add);
            if (!more.isEmpty()) {
                throw new StoreFailure("The folder " + path + " holds more than a demo (" + String.join(", ", more)
                        + ") and is not deleted: move that away, or choose another folder with --data.");
            }
        }
    }

    /// Notes where the instance that uses the folder is reached, for verbs that print links.
    public void rememberAddress(String address) {
        try {
            PostgresFolder.writeDurably(addressFile(), address);
        } catch (IOException e) {
            throw new StoreFailure("The file " + addressFile() + " cannot be written: " + Reason.of(e), e);
        }
    }

    /// Where the instance that uses the folder is reached, or the last one was; empty before the first.
    public Optional<String> address() {
        try {
            return Optional.of(Files.readString(addressFile(), US_ASCII).strip());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Path addressFile() {
        return path.resolve(DATABASE).resolve("address");
    }
}
