package parallax.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import parallax.runner.ParallaxVersion;

/// A copy of the whole database as it stood at one moment, taken while people go on working: a zip file
/// with every table in PostgreSQL's COPY text format, read in one repeatable-read snapshot, and a
/// manifest with a digest of each.
///
/// @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL 18, COPY</a>
public final class Backup {
    private Backup() {}

    /// Writes a backup that only its owner may read: it holds everything, personal data and password
    /// hashes too.
    ///
    /// @param file must not exist; it appears when it is complete and on disk
    public static BackupManifest write(Database database, Path file) {
        return write(database, file, null);
    }

    /// @param keys the folder of what lies outside the database; null if there is none
    static BackupManifest write(Database database, Path file, @Nullable Path keys) {
        if (Files.exists(file)) {
            throw new StoreFailure("The file " + file + " exists already: a backup never overwrites.");
        }
        if (!Files.isDirectory(file.toAbsolutePath().resolveSibling(""))) {
            throw new StoreFailure("The folder of " + file + " does not exist.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Connection connection = database.connect()) {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            BackupManifest manifest = write(connection, part, keys);
            Files.move(part, file);
            return manifest;
        } catch (IOException | SQLException e) {
            throw new StoreFailure("The backup " + file + " was not written: " + e.getMessage(), e);
        } finally {
            deleteLeftover(part);
        }
    }

    /// Restores a backup into a new instance: see [Restore].
    public static BackupManifest restore(Database database, Path file, Set<String> madeByFirstStart) {
        return Restore.into(database, file, madeByFirstStart);
    }

    /// Checks that a file is a whole, undamaged backup; no database is needed.
    ///
    /// @throws StoreFailure if it is not, and why
    public static void check(Path file) {
        Restore.check(file);
    }

    private static BackupManifest write(Connection connection, Path part, @Nullable Path keys)
            throws IOException, SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                ZipOutputStream zip =
                        new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            // for whoever restores it; decides nothing
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Map<String, List<String>> columnsByTable = Catalog.columnsByTable(connection);
            if (columnsByTable.isEmpty()) {
                throw new StoreFailure("There is nothing to back up: the database has no tables.");
            }
            Catalog.execute(
                    connection,
                    "LOCK TABLE " + Catalog.quoted(List.copyOf(columnsByTable.keySet())) + " IN ACCESS SHARE MODE");
            List<BackupManifest.Table> tables = new ArrayList<>();
            for (Map.Entry<String, List<String>> table : columnsByTable.entrySet()) {
                tables.add(copyOut(connection, zip, table.getKey(), table.getValue()));
            }
            // Counters stand outside any snapshot; read after the rows, none can be behind them.
            BackupManifest manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    ParallaxVersion.text(),
                    now.toString(),
                    Catalog.rows(connection, "SHOW server_version").getFirst().get(0),
                    Catalog.migrations(connection),
                    tables,
                    Catalog.sequences(connection),
                    keys == null ? null : keys.toString());
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(manifest.toJson());
            zip.closeEntry();
            zip.finish();
            zip.flush();
            channel.force(true);
            return manifest;
        }
    }

    private static BackupManifest.Table copyOut(
            Connection connection, ZipOutputStream zip, String name, List<String> columns)
            throws IOException, SQLException {
        DigestOutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        BackupManifest.Table empty = new BackupManifest.Table(name, columns, 0, "");
        zip.putNextEntry(new ZipEntry(empty.entry()));
        long rows = copy.copyOut(
                "COPY " + Catalog.quoted(name) + " (" + Catalog.quoted(columns) + ") TO STDOUT", tee(zip, digested));
        zip.closeEntry();
        return new BackupManifest.Table(
                name,
                columns,
                rows,
                HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    }

    private static OutputStream tee(OutputStream first, OutputStream second) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                first.write(b);
                second.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                first.write(bytes, offset, length);
                second.write(bytes, offset, length);
            }
        };
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void deleteLeftover(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            System.getLogger(Backup.class.getName())
                    .log(System.Logger.Level.WARNING, "The unfinished backup {0} is left: {1}", part, e.getMessage());
        }
    }
}
