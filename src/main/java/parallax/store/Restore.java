package parallax.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Brings a backup into a new instance whose schema has been migrated and whose tables are empty. The
/// file is checked first, then everything happens in one transaction: all of it is there afterwards, or
/// nothing is.
///
/// Tables refer to one another in circles, so foreign keys are taken off while the rows come in and put
/// back at the end; putting them back checks every row.
final class Restore {
    private final Connection connection;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private Restore(Connection connection, ZipFile zip, BackupManifest manifest) {
        this.connection = connection;
        this.zip = zip;
        this.manifest = manifest;
    }

    /// @param madeByFirstStart tables that a new instance fills by itself (its secrets, say) and whose
    ///     rows give way to the backup's
    static BackupManifest into(Database database, Path file, Set<String> madeByFirstStart) {
        try (ZipFile zip = open(file);
                Connection connection = database.connect()) {
            BackupManifest manifest = manifest(zip, file);
            requireIntact(zip, manifest, file);
            connection.setAutoCommit(false);
            Restore restore = new Restore(connection, zip, manifest);
            restore.requireSameSchema();
            restore.replaceEverything(madeByFirstStart);
            connection.commit();
            return manifest;
        } catch (IOException | SQLException e) {
            throw new StoreFailure("Nothing was restored from " + file + ": " + e.getMessage(), e);
        }
    }

    static void check(Path file) {
        try (ZipFile zip = open(file)) {
            requireIntact(zip, manifest(zip, file), file);
        } catch (IOException e) {
            throw new StoreFailure("The backup " + file + " cannot be read: " + Reason.of(e), e);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new StoreFailure("There is no backup file " + file + ".");
        }
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new StoreFailure(
                    "The file " + file + " is not a complete zip file, as a Parallax backup is: it was cut short, or it"
                            + " is something else.",
                    e);
        }
    }

    private static BackupManifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw new StoreFailure(
                    "The file " + file + " is not a Parallax backup: it has no " + BackupManifest.ENTRY + ".");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return BackupManifest.fromJson(in.readAllBytes());
        } catch (JsonProcessingException e) {
            throw e.getCause() instanceof StoreFailure rule
                    ? rule
                    : new StoreFailure("The manifest of " + file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireIntact(ZipFile zip, BackupManifest manifest, Path file) throws IOException {
        for (BackupManifest.Table table : manifest.tables()) {
            ZipEntry entry = zip.getEntry(table.entry());
            if (entry == null) {
                throw new StoreFailure("The backup " + file + " is damaged: " + table.entry() + " is missing.");
            }
            try (DigestInputStream in = new DigestInputStream(zip.getInputStream(entry), Backup.sha256())) {
                in.transferTo(OutputStream.nullOutputStream());
                if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(table.sha256())) {
                    throw new StoreFailure("The backup " + file + " is damaged: " + table.entry()
                            + " does not have the SHA-256 that its manifest gives.");
                }
            } catch (ZipException | EOFException e) {
                throw new StoreFailure(
                        "The backup " + file + " is damaged: " + table.entry() + " cannot be unpacked.", e);
            }
        }
    }

    private void requireSameSchema() throws SQLException {
        List<BackupManifest.Migration> here = Catalog.migrations(connection);
        if (!here.equals(manifest.migrations())) {
            throw new StoreFailure("The backup has schema version " + last(manifest.migrations())
                    + " and this database has " + last(here)
                    + ": restore it with the Parallax that made it, then upgrade.");
        }
        Map<String, List<String>> columns = Catalog.columnsByTable(connection);
        Set<String> tables = new TreeSet<>(columns.keySet());
        for (BackupManifest.Table table : manifest.tables()) {
            if (!table.columns().equals(columns.get(table.name()))) {
                throw new StoreFailure("The backup's table " + table.name() + " has the columns " + table.columns()
                        + " and this database's has " + columns.get(table.name()) + ".");
            }
            tables.remove(table.name());
        }
        if (!tables.isEmpty()) {
            throw new StoreFailure("This database has tables that the backup lacks: " + tables + ".");
        }
    }

    private static String last(List<BackupManifest.Migration> migrations) {
        return migrations.isEmpty() ? "none" : migrations.getLast().version();
    }

    private void replaceEverything(Set<String> madeByFirstStart) throws SQLException, IOException {
        List<String> tables =
                manifest.tables().stream().map(BackupManifest.Table::name).toList();
        Catalog.execute(connection, "LOCK TABLE " + Catalog.quoted(tables) + " IN ACCESS EXCLUSIVE MODE");
        requireEmpty(tables, madeByFirstStart);
        List<String> atTheEnd = takeOffForeignKeysAndTriggers();
        Catalog.execute(connection, "TRUNCATE " + Catalog.quoted(tables));
        for (BackupManifest.Table table : manifest.tables()) {
            copyIn(table);
        }
        for (String statement : atTheEnd) {
            Catalog.execute(connection, statement);
        }
        for (BackupManifest.Sequence sequence : manifest.sequences()) {
            String name = Catalog.quoted(sequence.name()).replace("'", "''");
            Catalog.rows(connection, "SELECT setval('" + name + "', " + sequence.lastValue() + ")");
        }
        Catalog.execute(connection, "ANALYZE");
    }

    private void requireEmpty(List<String> tables, Set<String> madeByFirstStart) throws SQLException {
        for (String table : tables) {
            if (!madeByFirstStart.contains(table)
                    && !Catalog.rows(connection, "SELECT 1 FROM " + Catalog.quoted(table) + " LIMIT 1")
                            .isEmpty()) {
                throw new StoreFailure(
                        "The table " + table
                                + " already holds rows: a backup is restored into a new data folder or an empty database only.");
            }
        }
    }

    /// Takes off what would object to rows that arrive table by table, and returns the statements that
    /// put all of it back.
    private List<String> takeOffForeignKeysAndTriggers() throws SQLException {
        List<String> atTheEnd = new ArrayList<>();
        for (Catalog.TextRow key : Catalog.rows(connection, """
                SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace
                """)) {
            Catalog.execute(connection, "ALTER TABLE " + key.get(0) + " DROP CONSTRAINT " + key.get(1));
            atTheEnd.add("ALTER TABLE " + key.get(0) + " ADD CONSTRAINT " + key.get(1) + " " + key.get(2));
        }
        for (Catalog.TextRow trigger : Catalog.rows(connection, """
                SELECT t.tgrelid::regclass, quote_ident(t.tgname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
                """)) {
            Catalog.execute(connection, "ALTER TABLE " + trigger.get(0) + " DISABLE TRIGGER " + trigger.get(1));
            atTheEnd.add("ALTER TABLE " + trigger.get(0) + " ENABLE TRIGGER " + trigger.get(1));
        }
        for (Catalog.TextRow view : Catalog.rows(
                connection,
                "SELECT oid::regclass FROM pg_class WHERE relkind = 'm' AND relnamespace = current_schema()::regnamespace")) {
            atTheEnd.add("REFRESH MATERIALIZED VIEW " + view.get(0));
        }
        return atTheEnd;
    }

    private void copyIn(BackupManifest.Table table) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (InputStream in = zip.getInputStream(zip.getEntry(table.entry()))) {
            long rows = copy.copyIn(
                    "COPY " + Catalog.quoted(table.name()) + " (" + Catalog.quoted(table.columns()) + ") FROM STDIN",
                    in,
                    1 << 16);
            if (rows != table.rows()) {
                throw new StoreFailure("The backup's table " + table.name() + " brought " + rows
                        + " rows where its manifest says " + table.rows() + ".");
            }
        }
    }
}
