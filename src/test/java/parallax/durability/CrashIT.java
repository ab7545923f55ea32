package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.store.Database;
import parallax.store.EmbeddedPostgres;
import parallax.store.Invariant;

/// `kill -9` of the application, and apart from it of PostgreSQL, while raters submit and retry.
class CrashIT {
    private static final int CLIENTS = 20;
    private static final int KILLS = Integer.getInteger("kills", Boolean.getBoolean("thorough") ? 50 : 5);
    /// More than the raters can judge until it is over.
    private static final int ITEMS = 200 * KILLS;
    private static final int READING_MS = 100;
    private static final Duration RETRY_LIMIT = Duration.ofMinutes(12);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger retries = new AtomicInteger();
    /// Key → content hash, of every submission that was acknowledged.
    private final Map<UUID, String> acknowledged = new ConcurrentHashMap<>();

    @Test
    void no_acknowledged_judgment_is_lost_or_doubled_and_no_seat_overbooked_when_processes_are_killed(
            @TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        int killed = 0;
        try (ServedApplication application = ServedApplication.start(
                        folder,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        ServedApplication.EVERYBODY_FROM_HERE);
                ExecutorService raters = Executors.newVirtualThreadPerTaskExecutor()) {
            BareStudy study = study(application);
            List<Future<?>> running = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(
                            n -> raters.submit(() -> rate(application, study.code(), new Random(seed + n))))
                    .toList();
            try {
                for (int kill = 0; kill < 2 * KILLS; kill++) {
                    int before = acknowledged.size();
                    awaitMore(before + 10, running);
                    Thread.sleep(random.nextInt(700));
                    if (kill % 2 == 0) {
                        application.kill();
                        killed++;
                        application.startAgain();
                    } else {
                        killPostgres(application);
                    }
                }
                awaitMore(acknowledged.size() + 10, running);
            } finally {
                over.set(true);
            }
            for (Future<?> rater : running) {
                rater.get();
            }
            check(application, study, killed);
        }
    }

    /// Judges until it is over; what was begun is brought to its acknowledgement.
    private boolean rate(ServedApplication application, String study, Random random) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var rater = new WebRater(client, application::address);
            String next = insist(() -> rater.enter(study));
            while (!over.get()) {
                String from = next;
                Optional<WebRater.ItemPage> page = insist(() -> rater.open(from));
                if (page.isEmpty()) {
                    next = "/s/" + study + "/rate";
                    continue;
                }
                WebRater.Filled form = page.get().fill(random);
                Thread.sleep(random.nextInt(READING_MS));
                next = insist(() -> rater.submit(form));
                acknowledged.put(
                        form.key(), HexFormat.of().formatHex(form.answers().contentHash()));
            }
        }
        return true;
    }

    private interface Request<T> {
        T send() throws IOException, InterruptedException;
    }

    /// The same request until it is answered, as the page's own script does.
    private <T> T insist(Request<T> request) throws Exception {
        long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (true) {
            try {
                return request.send();
            } catch (IOException lost) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("no answer within " + RETRY_LIMIT, lost);
                }
                retries.incrementAndGet();
                Thread.sleep(100);
            }
        }
    }

    private void awaitMore(int wanted, List<Future<?>> running) throws Exception {
        long deadline = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (acknowledged.size() < wanted) {
            for (Future<?> rater : running) {
                if (rater.isDone()) {
                    rater.get();
                }
            }
            assertTrue(System.nanoTime() < deadline, "raters do not get on; seed " + seed);
            Thread.sleep(20);
        }
    }

    private static void killPostgres(ServedApplication application) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(application.data())) {
            long server = postgres.pid();
            assertTrue(!postgres.isOwner()
                    && ProcessHandle.of(server).orElseThrow().destroyForcibly());
            ProcessHandle.of(server).ifPresent(process -> process.onExit().join());
        }
    }

    private static BareStudy study(ServedApplication application) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(application.data());
                Connection connection = new Database.Embedded(postgres).connect()) {
            return BareStudy.insert(connection, "dices-350", ITEMS, CLIENTS, ITEMS);
        }
    }

    private void check(ServedApplication application, BareStudy study, int killedApplications) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(application.data());
                Connection connection = new Database.Embedded(postgres).connect()) {
            int stored = number(connection, "select count(*) from judgment where study_id = " + study.id());
            int doubled = number(connection, """
                    select count(*) from (select 1 from judgment group by participation_id, item_id having count(*) > 1) d""");
            int overbooked = number(connection, "select count(*) from seat where leased + completed > capacity");
            List<String> lost = new ArrayList<>();
            acknowledged.forEach((key, hash) -> {
                if (!storedOnce(connection, key, hash)) {
                    lost.add(key.toString());
                }
            });
            System.out.printf(
                    "Crashes: %d kills of the application and %d of PostgreSQL under %d raters; %d judgments acknowledged,"
                            + " %d stored, %d lost, %d doubled, %d seats overbooked; %d requests sent again; seed %d%n",
                    killedApplications,
                    KILLS,
                    CLIENTS,
                    acknowledged.size(),
                    stored,
                    lost.size(),
                    doubled,
                    overbooked,
                    retries.get(),
                    seed);
            assertEquals(List.of(), lost, "seed " + seed);
            assertEquals(
                    acknowledged.size(), stored, "every rater saw their last submission acknowledged; seed " + seed);
            assertEquals(0, doubled + overbooked, "seed " + seed);
            for (Invariant invariant : EveryInvariant.LIST) {
                assertEquals(List.of(), violations(connection, invariant), "seed " + seed);
            }
        }
    }

    private static boolean storedOnce(Connection connection, UUID key, String hash) {
        try (PreparedStatement statement = connection.prepareStatement("""
                select count(*), min(encode(j.content_hash, 'hex'))
                from submission_key k join judgment j on j.id = k.judgment_id where k.key = ?""")) {
            statement.setObject(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 1 && hash.equals(row.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> violations(Connection connection, Invariant invariant) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(invariant.query())) {
            var sentences = new ArrayList<String>();
            while (row.next()) {
                sentences.add(invariant.rule() + ": " + row.getString(2));
            }
            return sentences;
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
