package parallax.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One data folder serves all stories: each finds it stopped and leaves it stopped.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedPostgresTest {
    @TempDir
    static Path data;

    @AfterEach
    void nothing_is_left_running() throws IOException {
        assertEquals(List.of(), serversOf(data));
    }

    @AfterAll
    static void the_folder_is_free_again() {
        EmbeddedPostgres.start(data).close();
    }

    @Test
    void rows_are_there_after_an_orderly_stop() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            execute(postgres, "CREATE TABLE orderly (n int)", "INSERT INTO orderly VALUES (7)");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertEquals(7, number(postgres, "SELECT n FROM orderly"));
        }
    }

    @Test
    void a_killed_server_comes_back_on_the_same_port_with_every_row() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            execute(postgres, "CREATE TABLE killed AS SELECT generate_series(1, 1000) AS n");
            long before = postgres.pid();
            assertTrue(ProcessHandle.of(before).orElseThrow().destroyForcibly());
            assertEquals(1000, numberOnceItIsBack(postgres, "SELECT count(*) FROM killed"));
            assertNotEquals(before, postgres.pid());
        }
    }

    @Test
    void every_acknowledged_row_survives_the_killing_of_the_whole_process() throws Exception {
        Process owner = startStoringProcess();
        long server;
        int acknowledged = 0;
        try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
            server = Long.parseLong(said.readLine().split(" ", -1)[1]);
            while (acknowledged < 200) {
                acknowledged = Integer.parseInt(said.readLine().split(" ", -1)[1]);
            }
            owner.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null && line.matches("stored \\d+"); line = said.readLine()) {
                acknowledged = Integer.parseInt(line.split(" ", -1)[1]);
            }
        }
        assertTrue(owner.waitFor(1, TimeUnit.MINUTES));
        assertTrue(ProcessHandle.of(server).orElseThrow().isAlive(), "kill -9 leaves the server behind");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertFalse(ProcessHandle.of(server).filter(ProcessHandle::isAlive).isPresent());
            assertEquals(acknowledged, number(postgres, "SELECT count(*) FROM stored WHERE n <= " + acknowledged));
            assertTrue(number(postgres, "SELECT count(*) FROM stored") <= acknowledged + 1L);
        }
    }

    @Test
    void a_second_owner_is_refused_in_one_sentence_and_an_attached_one_shares_the_server() throws Exception {
        Process owner = startStoringProcess();
        try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
            String server = said.readLine();
            String refusal = String.valueOf(assertThrows(StoreFailure.class, () -> EmbeddedPostgres.start(data))
                    .getMessage());
            assertEquals(
                    "Another Parallax (process " + owner.pid() + ") already uses the data folder " + data.toRealPath()
                            + ": stop it, or choose another folder with --data.",
                    refusal);
            try (EmbeddedPostgres attached = EmbeddedPostgres.attachOrStart(data)) {
                assertFalse(attached.isOwner());
                assertEquals("postgres " + attached.pid(), server);
                execute(attached, "CREATE TABLE attached_wrote AS SELECT 1 AS n");
            }
            assertTrue(ProcessHandle.of(Long.parseLong(server.split(" ", -1)[1]))
                    .orElseThrow()
                    .isAlive());
            owner.toHandle().destroy();
            said.transferTo(java.io.Writer.nullWriter());
        }
        assertTrue(owner.waitFor(1, TimeUnit.MINUTES), "SIGTERM ends the owner");
    }

    @Test
    void two_owners_in_one_process_are_refused_and_the_first_keeps_its_lock() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(data)) {
            assertThrows(StoreFailure.class, () -> EmbeddedPostgres.start(data));
            Process other = startStoringProcess();
            assertTrue(other.waitFor(1, TimeUnit.MINUTES));
            assertEquals(1, other.exitValue(), "the lock still holds against another process");
            assertTrue(first.isOwner());
        }
    }

    @Test
    void nobody_running_means_that_attaching_starts_and_owns() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(data)) {
            assertTrue(postgres.isOwner());
        }
    }

    @Test
    void a_taken_port_is_left_alone_and_another_one_chosen() throws Exception {
        int port = EmbeddedPostgresTest.portOnce();
        try (var squatter = new java.net.ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertFalse(postgres.jdbcUrl().contains(":" + squatter.getLocalPort() + "/"), postgres.jdbcUrl());
            assertEquals(1, number(postgres, "SELECT 1"));
        }
    }

    @Test
    void the_port_is_the_same_at_the_next_start() {
        assertEquals(portOnce(), portOnce());
    }

    @Test
    void writes_are_durable_and_the_text_is_utf8_with_a_collation_that_is_the_same_everywhere() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertEquals("on", text(postgres, "SHOW " + setting), setting);
            }
            assertEquals("UTF8", text(postgres, "SHOW server_encoding"));
            assertEquals(
                    "b C.UTF-8",
                    text(
                            postgres,
                            "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()"));
        }
    }

    @Test
    void only_the_loopback_address_and_only_the_password_let_anybody_in() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            int port = port(postgres);
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (!address.isLoopbackAddress()) {
                        assertThrows(IOException.class, () -> new Socket(address, port).close(), address.toString());
                    }
                }
            }
            assertEquals("28P01", refusal(postgres, "parallax", "wrong"));
            assertEquals("28000", refusal(postgres, "postgres", postgres.password()));
            assertEquals("off", text(postgres, "SHOW is_superuser"));
        }
    }

    @Test
    void the_password_is_the_owners_alone_to_read_and_differs_between_folders(@TempDir Path other) throws IOException {
        String first;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            first = postgres.password();
        }
        Path file = data.resolve("postgres/password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(first.length() >= 32, "192 bits in base64 are 32 characters");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(other)) {
            assertNotEquals(first, postgres.password());
        }
    }

    @Test
    void the_log_holds_nothing_that_people_wrote() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            execute(
                    postgres,
                    "CREATE TABLE private (said text PRIMARY KEY)",
                    "INSERT INTO private VALUES ('whispered')");
            assertThrows(SQLException.class, () -> execute(postgres, "INSERT INTO private VALUES ('whispered')"));
            assertThrows(SQLException.class, () -> execute(postgres, "SELECT 'whispered'::int"));
        }
        String log = Files.readString(data.resolve("postgres/server.log"));
        assertTrue(log.contains("ready to accept connections"));
        assertFalse(log.contains("whispered"), log);
    }

    @Test
    void a_start_that_was_cut_off_half_way_is_begun_anew(@TempDir Path fresh) throws Exception {
        Files.createDirectories(fresh.resolve("postgres/cluster.part/base"));
        Files.writeString(fresh.resolve("postgres/cluster.part/PG_VERSION"), "18\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(fresh)) {
            assertEquals(1, number(postgres, "SELECT 1"));
        }
    }

    @Test
    void a_cluster_of_another_major_version_is_refused_with_the_way_out(@TempDir Path old) throws Exception {
        EmbeddedPostgres.start(old).close();
        Files.writeString(old.resolve("postgres/cluster/PG_VERSION"), "17\n");
        String refusal = String.valueOf(assertThrows(StoreFailure.class, () -> EmbeddedPostgres.start(old))
                .getMessage());
        assertTrue(refusal.contains("made by PostgreSQL 17") && refusal.contains("back it up"), refusal);
    }

    private static int portOnce() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            return port(postgres);
        }
    }

    private static int port(EmbeddedPostgres postgres) {
        return Integer.parseInt(postgres.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private static Process startStoringProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoringProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<Long> serversOf(Path data) throws IOException {
        String cluster = data.toRealPath().resolve("postgres/cluster").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains(cluster))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String refusal(EmbeddedPostgres postgres, String user, String password) {
        return assertThrows(
                        SQLException.class,
                        () -> Database.dataSource(postgres.jdbcUrl(), user, password)
                                .getConnection()
                                .close())
                .getSQLState();
    }

    private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (Connection connection = new Database.Embedded(postgres).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String text(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = new Database.Embedded(postgres).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    private static long number(EmbeddedPostgres postgres, String query) throws SQLException {
        return Long.parseLong(text(postgres, query));
    }

    private static long numberOnceItIsBack(EmbeddedPostgres postgres, String query) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                return number(postgres, query);
            } catch (SQLException down) {
                assertTrue(System.nanoTime() < deadline, "the server did not come back within two minutes");
                Thread.sleep(50);
            }
        }
    }
}
