package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.store.Database;
import parallax.store.EmbeddedPostgres;
import parallax.webhook.Receiver;

/// `kill -9` of processes in the middle of sending events to a receiver that takes only some at first: all come, in
/// order.
class WebhookCrashIT {
    private static final int KILLS = 3;
    private static final int EVENTS = 3_000;
    private static final long LIMIT_NS = 300_000_000_000L;
    private static final String[] JAVA_OPTIONS = {
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dparallax.runner.silence=3S",
        "-Dparallax.roles=web",
        "-Dparallax.webhooks.allowed-hosts=127.0.0.1"
    };

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final long deadline = System.nanoTime() + LIMIT_NS;

    @Test
    void events_of_killed_processes_all_come_in_order(@TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("store"));
                Receiver receiver = new Receiver()) {
            Map<String, String> store = Map.of(
                    "PARALLAX_JDBC_URL", postgres.jdbcUrl(),
                    "PARALLAX_JDBC_USER", postgres.username(),
                    "PARALLAX_JDBC_PASSWORD", postgres.password(),
                    "PARALLAX_KEYS", folder.resolve("keys").toString());
            try (ServedApplication one = ServedApplication.start(folder.resolve("one"), store, JAVA_OPTIONS);
                    ServedApplication two = ServedApplication.start(folder.resolve("two"), store, JAVA_OPTIONS);
                    Connection connection = Database.dataSource(
                                    postgres.jdbcUrl(), postgres.username(), postgres.password())
                            .getConnection()) {
                BareStudy study = BareStudy.insert(connection, "safety-short", 1, 1, 1);
                add(study, receiver, store);
                receiver.answers(500);
                happen(connection);
                for (int kill = 0; kill < KILLS; kill++) {
                    await(receiver, receiver.all().size() + 100);
                    Thread.sleep(random.nextInt(200));
                    ServedApplication killed = random.nextBoolean() ? one : two;
                    killed.kill();
                    if (kill == KILLS - 1) { // and once nobody is left
                        (killed == one ? two : one).kill();
                        (killed == one ? two : one).startAgain();
                    }
                    killed.startAgain();
                }
                while (number(connection, "select count(*) from outbox where state = 'waiting'") > 0) {
                    assertTrue(System.nanoTime() < deadline, "events wait still; seed " + seed);
                    Thread.sleep(100);
                }
                check(receiver, connection);
            }
        }
    }

    private void check(Receiver receiver, Connection connection) throws SQLException {
        List<Long> got = receiver.all().stream()
                .map(one -> Long.valueOf(one.header("Parallax-Delivery")))
                .toList();
        System.out.printf(
                "Webhooks: %d kills of two processes; %d events, %d requests, %d more than once; seed %d%n",
                KILLS, EVENTS, got.size(), got.size() - EVENTS, seed);
        List<Long> wanted = LongStream.rangeClosed(
                        number(connection, "select min(id) from outbox"),
                        number(connection, "select max(id) from outbox"))
                .boxed()
                .toList();
        assertEquals(wanted, new ArrayList<>(new LinkedHashSet<>(got)), "each comes, in order; seed " + seed);
        for (int i = 1; i < got.size(); i++) {
            assertTrue(got.get(i) >= got.get(i - 1), "none comes again after a later one; seed " + seed);
        }
        assertTrue(got.size() - EVENTS <= KILLS + 1, "only what was under way comes again; seed " + seed);
        assertEquals(EVENTS, number(connection, "select count(*) from outbox where state = 'delivered'"));
    }

    private void await(Receiver receiver, int least) throws InterruptedException {
        while (receiver.all().size() < least) {
            assertTrue(System.nanoTime() < deadline, receiver.all().size() + " requests came; seed " + seed);
            Thread.sleep(20);
        }
    }

    private static void add(BareStudy study, Receiver receiver, Map<String, String> store) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JAVA_OPTIONS));
        command.addAll(
                List.of("-jar", System.getProperty("parallax.application", "target/quarkus-app/quarkus-run.jar")));
        command.addAll(List.of("webhooks", study.code(), "--add", receiver.address(), "--event", "judgment.stored"));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(store);
        Process adding = builder.inheritIO().start();
        assertTrue(adding.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, adding.exitValue());
    }

    /// Tests of the webhook, so many that killing finds them in the middle.
    private static void happen(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into outbox (webhook_id, study_id, kind, subject_id, data, created_at)
                select w.id, w.study_id, 'ping', w.id, '{}', now() from webhook w, generate_series(1, ?) order by 1""")) {
            statement.setInt(1, EVENTS);
            statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
