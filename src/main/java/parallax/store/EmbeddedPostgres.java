package parallax.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A real PostgreSQL server inside a data folder: durable, on the loopback address alone, with a password
/// of its own making. One process owns and runs it; others on the same machine may attach to it.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration ATTACH_LIMIT = Duration.ofMinutes(1);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(15);

    private final PostgresFolder folder;
    private final int port;
    private final @Nullable Ownership ownership;

    private record Ownership(FolderLock lock, boolean isNew, PostgresServer server, Thread stopAtExit) {}

    /// Attached: somebody else runs the server on `port`.
    private EmbeddedPostgres(PostgresFolder folder, int port) {
        this.folder = folder;
        this.port = port;
        this.ownership = null;
    }

    private EmbeddedPostgres(PostgresFolder folder, FolderLock lock, boolean isNew, PostgresServer server) {
        this.folder = folder;
        this.port = server.port();
        Thread hook = new Thread(this::drainAndStop, "postgres-stop");
        this.ownership = new Ownership(lock, isNew, server, hook);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts the server of `dataFolder`, which is made on the first start, and owns it.
    ///
    /// @throws StoreFailure if somebody owns it already, or it cannot be started
    public static EmbeddedPostgres start(Path dataFolder) {
        PostgresFolder folder = PostgresFolder.in(dataFolder);
        return tryStart(folder).orElseThrow(() -> FolderLock.refusal(folder));
    }

    /// Uses the server of `dataFolder` where another process runs it, and starts it otherwise.
    public static EmbeddedPostgres attachOrStart(Path dataFolder) {
        PostgresFolder folder = PostgresFolder.in(dataFolder);
        long deadline = System.nanoTime() + ATTACH_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<EmbeddedPostgres> found = tryStart(folder).or(() -> tryAttach(folder));
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new StoreFailure("The database of another Parallax (" + FolderLock.holder(folder) + ") in "
                + folder.root() + " was not ready within " + ATTACH_LIMIT.toSeconds() + " s");
    }

    private static Optional<EmbeddedPostgres> tryStart(PostgresFolder folder) {
        try {
            Optional<FolderLock> lock = FolderLock.tryTake(folder);
            return lock.isEmpty() ? Optional.empty() : Optional.of(startLocked(folder, lock.get()));
        } catch (IOException e) {
            throw new StoreFailure("The database in " + folder.root() + " cannot be started: " + e, e);
        }
    }

    private static EmbeddedPostgres startLocked(PostgresFolder folder, FolderLock lock) throws IOException {
        boolean started = false;
        try {
            PostgresBinaries binaries = PostgresBinaries.unpackedIn(folder);
            boolean isNew = PostgresCluster.makeIfMissing(folder, binaries);
            PostgresCluster.makeApplicationRoleIfMissing(folder, binaries);
            EmbeddedPostgres postgres =
                    new EmbeddedPostgres(folder, lock, isNew, PostgresServer.start(folder, binaries));
            started = true;
            return postgres;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static Optional<EmbeddedPostgres> tryAttach(PostgresFolder folder) {
        return PostmasterFile.read(folder.cluster())
                .filter(PostmasterFile::isReady)
                .filter(file -> file.process(folder.cluster()).isPresent())
                .map(file -> new EmbeddedPostgres(folder, file.port()));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresCluster.NAME;
    }

    public String username() {
        return PostgresCluster.NAME;
    }

    public String password() {
        return folder.password();
    }

    /// The role that requests are served with; it owns nothing.
    Database.Login application() {
        return new Database.Login(PostgresCluster.APPLICATION, folder.applicationPassword());
    }

    /// True where this object started the server and will stop it; false where it attached to another
    /// process's.
    public boolean isOwner() {
        return ownership != null;
    }

    /// True where this object made the cluster.
    public boolean isNew() {
        return ownership != null && ownership.isNew();
    }

    /// The process id of the server now; it changes when the server dies and is started again.
    public long pid() {
        return PostmasterFile.read(folder.cluster())
                .map(PostmasterFile::pid)
                .orElseThrow(() -> new StoreFailure("The database in " + folder.root() + " is not running"));
    }

    /// Stops the server if it was started here. Done twice, it does nothing the second time.
    @Override
    public void close() {
        if (ownership == null) {
            return;
        }
        try {
            ownership.server().stop();
        } catch (IOException e) {
            throw new StoreFailure("The database in " + folder.root() + " was not stopped: " + e, e);
        } finally {
            ownership.lock().close();
            forgetHook(ownership.stopAtExit());
        }
    }

    private static void forgetHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The virtual machine is ending: the hook runs or has run, and a second stop does nothing.
        }
    }

    /// Shutdown hooks run side by side, so requests may still be on their way while this one is called:
    /// the server stays until its last client has left, or a short limit has passed.
    private void drainAndStop() {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (System.nanoTime() < deadline && hasClients()) {
            pause();
        }
        close();
    }

    private boolean hasClients() {
        PGSimpleDataSource source = Database.dataSource(jdbcUrl(), username(), password());
        source.setConnectTimeout(2);
        source.setSocketTimeout(5);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE usename IN ('parallax', 'parallax_application') AND pid <> pg_backend_pid()
                        """)) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException unreachable) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure("Interrupted while waiting for the database", e);
        }
    }
}
