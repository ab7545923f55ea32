package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.model.ModelFolder;
import parallax.store.Database;
import parallax.store.EmbeddedPostgres;

/// `kill -9` and SIGTERM of runners in the middle of generation runs that two of them share.
class RunnerCrashIT {
    private static final int KILLS = Integer.getInteger("kills", Boolean.getBoolean("thorough") ? 20 : 3);
    private static final int RUNS = 3;
    private static final int PROMPTS = 40;
    private static final int SAMPLES = 10 * KILLS;
    private static final long LIMIT_NS = 900_000_000_000L;
    private static final String[] JAVA_OPTIONS = {
        "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dparallax.runner.silence=3S"
    };

    private static final String REPLIES = "select count(*) from generation";
    private static final String DECODING = """
            {"sampler": {"temperature": 0.9, "topK": 0, "topP": 1, "minP": 0, "repetitionPenalty": 1, "presencePenalty": 0,
              "maxTokens": 24, "stopTokens": [], "stopStrings": [], "logprobs": -1},
             "samples": %d, "seed": 1, "reproducible": false}""".formatted(SAMPLES);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final long deadline = System.nanoTime() + LIMIT_NS;

    @Test
    void runs_of_killed_runners_are_finished_without_gap_or_duplicate(@TempDir Path folder) throws Exception {
        Random random = new Random(seed);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("store"))) {
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
                queueRuns(connection);
                await(connection, "select count(distinct claimed_by) from generation_run", 2);
                for (int kill = 0; kill < KILLS; kill++) {
                    await(connection, REPLIES, number(connection, REPLIES) + 5);
                    Thread.sleep(random.nextInt(700));
                    ServedApplication killed = kill % 2 == 0 ? one : two;
                    if (kill % 2 == 0) {
                        killed.kill();
                    } else {
                        killed.close(); // as an operator ends it
                    }
                    killed.startAgain();
                }
                await(connection, "select count(*) from generation_run where state in ('done', 'failed')", RUNS);
                check(connection);
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        long wanted = (long) RUNS * PROMPTS * SAMPLES;
        System.out.printf(
                "Runners: %d kills and stops under %d runs; %d replies wanted, %d stored, %d items; seed %d%n",
                KILLS,
                RUNS,
                wanted,
                number(connection, REPLIES),
                number(connection, "select count(*) from item"),
                seed);
        assertEquals(wanted, number(connection, REPLIES), "every sample of every prompt, seed " + seed);
        assertEquals(wanted, number(connection, """
                select count(distinct (g.run_id, g.prompt_id, g.sample)) from generation g
                join item i on i.generation_id = g.id where g.sample < %d""".formatted(SAMPLES)), "one item each, seed " + seed);
        assertEquals(wanted, number(connection, "select count(*) from item"), "no item twice, seed " + seed);
        assertEquals(0, number(connection, """
                select count(*) from (select study_id, position, row_number() over (partition by study_id order by position) - 1 as at
                    from item) numbered where position <> at"""), "items are numbered without gap, seed " + seed);
        assertEquals(
                (long) PROMPTS * SAMPLES,
                number(connection, """
                        select count(*) from (select p.position, g.sample from generation g join prompt p on p.id = g.prompt_id
                            group by p.position, g.sample having count(distinct g.response) = 1) alike"""),
                "the same seed wrote the same replies in every run, whoever was killed; seed " + seed);
    }

    private void await(Connection connection, String query, long least) throws Exception {
        while (number(connection, query) < least) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "still below " + least + ": " + query + "; runs are " + states(connection) + "; seed " + seed);
            }
            Thread.sleep(50);
        }
    }

    private static String states(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select string_agg(state || coalesce(': ' || failure, ''), ', ') from generation_run");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /// Runs over the same prompts with the same seed, each for a study of its own.
    private static void queueRuns(Connection connection) throws SQLException {
        ModelFolder model = ModelFolder.open(Path.of("../model-runner/demo-model/model"));
        long modelId = number(
                connection,
                "insert into model (name, provider, digest, precision, location) values ('demo', 'onnx', ?, ?, ?) returning id",
                model.digest(),
                model.precision(),
                model.root().toString());
        for (int run = 0; run < RUNS; run++) {
            long study = number(
                    connection,
                    "insert into study (code, title, state, synthetic) values (?, 'Crashes', 'draft', true) returning id",
                    "crash" + run);
            long prompts = number(connection, "insert into prompt_set (title) values ('Prompts') returning id");
            for (int prompt = 0; prompt < PROMPTS; prompt++) {
                number(
                        connection,
                        "insert into prompt (prompt_set_id, position, code, messages) values (?, ?, ?, ?::jsonb) returning id",
                        prompts,
                        prompt,
                        "p" + prompt,
                        "[{\"role\": \"user\", \"content\": \"How do I fix lamp number " + prompt + "?\"}]");
            }
            number(connection, """
                    insert into generation_run (study_id, prompt_set_id, model_id, sampler, seed, samples_per_prompt)
                    values (?, ?, ?, ?::jsonb, 1, ?) returning id""", study, prompts, modelId, DECODING, SAMPLES);
        }
    }

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int p = 0; p < parameters.length; p++) {
                statement.setObject(p + 1, parameters[p]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
