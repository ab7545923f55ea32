package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.ParallaxVersion;

/// The source holds rows in tables that refer to one another in circles, a table of awkward values and a
/// trigger. The target is a second, freshly migrated instance, made anew for each story by dropping
/// everything in it.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackupTest {
    private static final Set<String> MADE_BY_FIRST_START = Set.of("installation_secret");

    @TempDir
    static Path folder;

    private static Database source;
    private static Database target;
    private static Path sound;

    @TempDir
    Path own;

    @BeforeAll
    static void the_source_holds_a_study_and_awkward_rows() throws SQLException {
        source = Database.own(Map.of(), folder.resolve("source"));
        target = Database.own(Map.of(), folder.resolve("target"));
        makeEmpty(source);
        execute(source, """
                INSERT INTO study (code, title, state, published_at) VALUES ('abcdef', 'Depth', 'open', now());
                INSERT INTO rubric (study_id, version, title) SELECT id, 1, 'R' FROM study;
                INSERT INTO question_group (rubric_id, position, title) SELECT id, 0, 'G' FROM rubric;
                INSERT INTO question (rubric_id, question_group_id, position, code, prompt, kind)
                SELECT rubric_id, id, n, 'q' || n, 'Is it?', 'single_choice' FROM question_group, generate_series(0, 2) n;
                INSERT INTO answer_option (question_id, position, code, label)
                SELECT id, n, 'o' || n, E'tab\\there, back\\\\slash, "quote", новая\\nстрока' FROM question, generate_series(0, 2) n;
                UPDATE question SET gate_question_id = (SELECT min(id) FROM question) WHERE position = 2;
                INSERT INTO gate_option (question_id, gate_question_id, position)
                SELECT id, gate_question_id, 1 FROM question WHERE position = 2;
                INSERT INTO installation_secret (name, secret) VALUES ('s', decode(repeat('00ff', 16), 'hex'));
                INSERT INTO awkward (real_number, said, list, moment, document)
                VALUES (0.1 + 0.2, E'\\\\N', '{NULL,"a,b"}', '2024-02-29 23:59:59.999999+05:30', '{"a": [1, null]}'),
                       ('NaN', NULL, '{}', 'infinity', 'null'), (-5e-324, '', NULL, NULL, NULL);
                """);
        sound = folder.resolve("sound.zip");
        Backup.write(source, sound);
    }

    @BeforeEach
    void the_target_is_new() throws SQLException {
        makeEmpty(target);
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @AfterEach
    void no_unfinished_file_is_left() throws IOException {
        try (var files = Files.walk(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".zip.part")));
        }
    }

    @Test
    void every_row_of_every_table_is_in_the_new_instance() throws SQLException {
        execute(target, "INSERT INTO installation_secret (name, secret) VALUES ('s', decode(repeat('11', 32), 'hex'))");
        assertNotEquals(fingerprints(source), fingerprints(target));
        BackupManifest manifest = Backup.restore(target, sound, MADE_BY_FIRST_START);
        assertEquals(fingerprints(source), fingerprints(target));
        // 1 study, 1 rubric, 1 group, 3 questions, 9 options, 1 gate, 1 secret, 3 awkward rows and what the trigger
        // wrote of each
        assertEquals(
                23,
                manifest.tables().stream().mapToLong(BackupManifest.Table::rows).sum());
    }

    @Test
    void the_new_instance_goes_on_counting_where_the_old_one_stood() throws SQLException {
        Backup.restore(target, sound, MADE_BY_FIRST_START);
        execute(target, "INSERT INTO awkward (said) VALUES ('next')");
        assertEquals("4", text(target, "SELECT id FROM awkward WHERE said = 'next'"));
    }

    @Test
    void foreign_keys_and_triggers_are_in_force_again() throws SQLException {
        String keys = "SELECT string_agg(conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), ','"
                + " ORDER BY conrelid::regclass::text, conname) FROM pg_constraint";
        String before = text(target, keys);
        Backup.restore(target, sound, MADE_BY_FIRST_START);
        assertEquals(before, text(target, keys));
        assertThrows(
                SQLException.class,
                () -> execute(target, "UPDATE answer_option SET question_id = 999 WHERE question_id = 1"));
        execute(target, "INSERT INTO awkward (said) VALUES ('next')");
        assertEquals("4", text(target, "SELECT count(*) FROM awkward_log"));
    }

    @Test
    void a_backup_taken_while_people_write_is_one_moment(@TempDir Path live) throws Exception {
        Path file = live.resolve("live.zip");
        Thread writer = Thread.ofPlatform().start(BackupTest::writePairs);
        while (!text(source, "SELECT count(*) > 50 FROM sent").equals("t")) {
            Thread.sleep(5);
        }
        Backup.write(source, file);
        assertTrue(writer.isAlive(), "the writing went on during the backup");
        writer.interrupt();
        writer.join();
        Backup.restore(target, file, MADE_BY_FIRST_START);
        assertEquals("t", text(target, "SELECT count(*) > 50 FROM sent"));
        assertEquals(
                "0",
                text(
                        target,
                        "SELECT count(*) FROM sent FULL JOIN received USING (n) WHERE sent IS NULL OR received IS NULL"));
        execute(source, "TRUNCATE sent, received");
    }

    @Test
    void only_its_owner_may_read_a_backup_and_it_never_overwrites() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sound)));
        assertRefused("exists already", () -> Backup.write(source, sound));
    }

    @Test
    void a_database_that_holds_rows_is_left_as_it_is() throws SQLException {
        execute(
                target,
                "INSERT INTO account (email, display_name, role, password_hash) VALUES ('a@b.example', 'A', 'owner', 'x')");
        Map<String, String> before = fingerprints(target);
        assertRefused("The table account already holds rows", () -> Backup.restore(target, sound, MADE_BY_FIRST_START));
        assertEquals(before, fingerprints(target));
    }

    @Test
    void a_backup_with_a_changed_byte_restores_nothing() throws Exception {
        Path damaged = rewritten("tables/answer_option.copy", rows -> rows.replace("o1", "o7"));
        assertRefused(
                "tables/answer_option.copy does not have the SHA-256",
                () -> Backup.restore(target, damaged, MADE_BY_FIRST_START));
        assertEquals("0", text(target, "SELECT count(*) FROM answer_option"));
    }

    @Test
    void a_file_that_is_cut_short_or_no_backup_is_refused_without_a_database() throws IOException {
        Path file = Files.write(own.resolve("short.zip"), java.util.Arrays.copyOf(Files.readAllBytes(sound), 5_000));
        assertRefused("short.zip is not a complete zip file", () -> Backup.check(file));
        Files.writeString(file, "item,rater,answer\n1,2,No\n");
        assertRefused("short.zip is not a complete zip file", () -> Backup.check(file));
        byte[] bytes = Files.readAllBytes(sound);
        bytes[30 + bytes[26] + bytes[28]] = 7; // the first entry's first byte after its header: no such kind of block
        Path changed = Files.write(own.resolve("bit.zip"), bytes);
        assertRefused("bit.zip is damaged: tables/", () -> Backup.check(changed));
        Backup.check(sound);
    }

    @Test
    void rows_that_break_a_foreign_key_restore_nothing() throws Exception {
        execute(
                source,
                "ALTER TABLE awkward_log DROP CONSTRAINT awkward_log_awkward_id_fkey",
                "DELETE FROM awkward WHERE id = 1");
        Path broken = own.resolve("broken.zip");
        Backup.write(source, broken);
        assertRefused("awkward_log_awkward_id_fkey", () -> Backup.restore(target, broken, MADE_BY_FIRST_START));
        assertEquals("0", text(target, "SELECT count(*) FROM study"));
        makeEmpty(source);
        Backup.restore(source, sound, MADE_BY_FIRST_START);
    }

    @Test
    void a_backup_of_another_schema_version_is_refused_with_both_versions() throws Exception {
        Path older = rewritten(BackupManifest.ENTRY, json -> json.replace("\"0007\"", "\"0006\""));
        assertRefused("schema version", () -> Backup.restore(target, older, MADE_BY_FIRST_START));
    }

    @Test
    void a_backup_of_a_newer_parallax_is_refused_before_anything_is_made_and_an_older_one_is_not() throws Exception {
        String own = "\"version\" : \"" + ParallaxVersion.text() + "\",";
        Path newer = rewritten(
                BackupManifest.ENTRY,
                json -> json.replace(own, "\"version\" : \"9.12.0\", \"what nobody knows yet\" : 1,"));
        assertRefused(
                "Parallax 9.12.0 made this backup and is newer than this one, " + ParallaxVersion.text()
                        + ": restore it with Parallax 9.12.0.",
                () -> Backup.check(newer));
        assertRefused("Parallax 9.12.0 made this", () -> Backup.restore(target, newer, MADE_BY_FIRST_START));
        for (String older : List.of("\"version\" : \"0.0.9\",", "")) {
            makeEmpty(target);
            Path backup = rewritten(BackupManifest.ENTRY, json -> json.replace(own, older));
            Backup.restore(target, backup, MADE_BY_FIRST_START);
            assertEquals(fingerprints(source), fingerprints(target));
        }
    }

    @Test
    void a_file_of_another_format_is_refused() throws Exception {
        Path other = rewritten(BackupManifest.ENTRY, json -> json.replace(BackupManifest.FORMAT, "parallax-backup-9"));
        assertRefused("\"parallax-backup-9\"", () -> Backup.restore(target, other, MADE_BY_FIRST_START));
    }

    private static void assertRefused(String rule, Runnable action) {
        String message =
                String.valueOf(assertThrows(StoreFailure.class, action::run).getMessage());
        assertTrue(message.contains(rule), message);
    }

    /// The sound backup with one entry changed.
    private Path rewritten(String name, UnaryOperator<String> change) throws IOException {
        Path changed = own.resolve("changed.zip");
        try (ZipFile from = new ZipFile(sound.toFile());
                OutputStream file = Files.newOutputStream(changed);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (var entry : java.util.Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    String written = entry.getName().equals(name) ? change.apply(text) : text;
                    assertTrue(!entry.getName().equals(name) || !written.equals(text), "the change changes something");
                    to.write(written.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        return changed;
    }

    /// Until interrupted, writes to two tables in one transaction each time, so that any true moment
    /// has the same numbers in both.
    private static void writePairs() {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
                statement.execute("INSERT INTO sent VALUES (" + n + ")");
                statement.execute("INSERT INTO received VALUES (" + n + ")");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeEmpty(Database database) throws SQLException {
        execute(database, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        execute(database, """
                CREATE TABLE awkward (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, real_number float8, said text, list text[],
                    moment timestamptz, document jsonb, doubled float8 GENERATED ALWAYS AS (real_number * 2) STORED);
                CREATE TABLE awkward_log (awkward_id bigint NOT NULL REFERENCES awkward, at timestamptz DEFAULT now());
                CREATE FUNCTION log_awkward() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO awkward_log VALUES (NEW.id); RETURN NULL; END';
                CREATE TRIGGER log AFTER INSERT ON awkward FOR EACH ROW EXECUTE FUNCTION log_awkward();
                CREATE TABLE sent (n int);
                CREATE TABLE received (n int);
                """);
    }

    /// A digest of all rows of each table, read by another way than the backup's.
    private static Map<String, String> fingerprints(Database database) throws SQLException {
        Map<String, String> fingerprints = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (Catalog.TextRow table : Catalog.rows(
                    connection,
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^flyway'")) {
                fingerprints.put(
                        table.get(0),
                        text(
                                database,
                                "SELECT count(*) || ' ' || md5(coalesce(string_agg(to_jsonb(t)::text, '' ORDER BY to_jsonb(t)::text), ''))"
                                        + " FROM " + table.get(0) + " t"));
            }
        }
        return fingerprints;
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            for (String sql : statements) {
                Catalog.execute(connection, sql);
            }
        }
    }

    private static String text(Database database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return Catalog.rows(connection, query).getFirst().get(0);
        }
    }
}
