package parallax.durability;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.ds.PGSimpleDataSource;
import parallax.identity.Token;
import parallax.judgment.Answers;

/// The rows of submissions written by nothing but prepared statements, as the yardstick of the load test:
/// the judgment, its answers, the key, the seat and the audit trail, in the same tables under
/// the same constraints, one transaction each.
final class RawSubmissions {
    private static final String SEAT =
            "update seat set leased = leased - 1, completed = completed + 1 where stratum_id = ? and item_id = ? and occasion = 1";
    private static final String ROWS = """
            with j as (
                insert into judgment (study_id, item_id, participation_id, assignment_id, content_hash, active_ms)
                values (?, ?, ?, ?, ?, 41000) returning id, study_id
            ), answers as (
                insert into answer (study_id, question_id, judgment_id, position, source)
                select j.study_id, u.question_id, j.id, u.position, 'rater'
                    from j, unnest(?::bigint[], ?::int[]) as u (question_id, position)
            ), key as (
                insert into submission_key (participation_id, key, body_hash, judgment_id) select ?, ?, ?, j.id from j
            )
            insert into audit_entry (actor, actor_id, action, study_id, subject_id)
            select 'participation', ?, 'judgment.submitted', ?, j.id from j""";

    private final PGSimpleDataSource database;
    private final BareStudy study;
    private final long[] questions;

    private record Work(long participation, long item, long assignment, long stratum, int position) {}

    private RawSubmissions(PGSimpleDataSource database, BareStudy study, long[] questions) {
        this.database = database;
        this.study = study;
        this.questions = questions;
    }

    /// How many transactions were committed in how many seconds.
    record Speed(int submissions, double seconds) {
        double perSecond() {
            return submissions / seconds;
        }
    }

    /// Makes a study in which every rater already holds a lease on every item, and submits all of them.
    ///
    /// @param answers rows of `answer` in each submission
    static Speed run(PGSimpleDataSource database, int raters, int items, int answers, int connections)
            throws Exception {
        try (Connection connection = database.getConnection()) {
            BareStudy study = BareStudy.insert(connection, LoadBench.RUBRIC, items, raters, items);
            List<Work> work = lease(connection, study, raters);
            long[] questions = questions(connection, study, answers);
            execute(connection, "analyze");
            Speed speed = new RawSubmissions(database, study, questions).submit(work, connections);
            settle(connection, study);
            return speed;
        }
    }

    private Speed submit(List<Work> work, int connections) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Integer>> shares = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                int first = c;
                shares.add(() -> submitShare(work, first, connections));
            }
            long begun = System.nanoTime();
            int done = 0;
            for (Future<Integer> share : threads.invokeAll(shares)) {
                done += share.get();
            }
            return new Speed(done, (System.nanoTime() - begun) / 1e9);
        }
    }

    private int submitShare(List<Work> work, int first, int step) throws SQLException {
        int done = 0;
        int[] positions = new int[questions.length];
        var chosen = new TreeMap<Long, Integer>();
        Arrays.stream(questions).forEach(question -> chosen.put(question, 0));
        byte[] hash = new Answers(chosen).contentHash();
        try (Connection connection = database.getConnection();
                PreparedStatement seat = connection.prepareStatement(SEAT);
                PreparedStatement rows = connection.prepareStatement(ROWS)) {
            connection.setAutoCommit(false);
            for (int n = first; n < work.size(); n += step) {
                Work w = work.get(n);
                seat.setLong(1, w.stratum);
                seat.setLong(2, w.item);
                seat.executeUpdate();
                set(rows, w, positions, hash);
                rows.executeUpdate();
                connection.commit();
                done++;
            }
        }
        return done;
    }

    private void set(PreparedStatement rows, Work w, int[] positions, byte[] hash) throws SQLException {
        int i = 1;
        rows.setLong(i++, study.id());
        rows.setLong(i++, w.item);
        rows.setLong(i++, w.participation);
        rows.setLong(i++, w.assignment);
        rows.setBytes(i++, hash);
        rows.setObject(i++, questions);
        rows.setObject(i++, positions);
        rows.setLong(i++, w.participation);
        rows.setObject(i++, UUID.randomUUID());
        rows.setBytes(i++, bodyHash(w, hash));
        rows.setLong(i++, w.participation);
        rows.setLong(i, study.id());
    }

    private static List<Work> lease(Connection connection, BareStudy study, int raters) throws SQLException {
        String pool = "Raw " + study.code();
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into rater_pool (name, source) values ('%s', 'simulated')".formatted(pool));
            statement.execute("""
                    insert into rater (pool_id, external_id)
                    select o.id, n::text from rater_pool o, generate_series(1, %d) n where o.name = '%s'""".formatted(raters, pool));
            statement.execute("""
                    insert into participation (study_id, rater_id, pseudonym, state, stratum_id, consent_version_id, consented_at,
                        admitted_at)
                    select s.study_id, r.id, 'r' || r.id, 'admitted', s.id, c.id, now(), now()
                    from stratum s join consent_version c on c.study_id = s.study_id, rater r join rater_pool o on o.id = r.pool_id
                    where s.study_id = %d and o.name = '%s'""".formatted(study.id(), pool));
            statement.execute("""
                    insert into assignment (study_id, participation_id, item_id, stratum_id, position, lease_until)
                    select p.study_id, p.id, i.id, p.stratum_id, i.position + 1, now() + interval '1 day'
                    from participation p join item i on i.study_id = p.study_id where p.study_id = %d""".formatted(study.id()));
            statement.execute(
                    "update seat set leased = capacity where item_id in (select id from item where study_id = %d)"
                            .formatted(study.id()));
            var work = new ArrayList<Work>();
            // raters take turns, as they do when they all rate at once
            try (ResultSet row = statement.executeQuery("""
                    select participation_id, item_id, id, stratum_id, position from assignment where study_id = %d
                    order by hashint8(id)""".formatted(study.id()))) {
                while (row.next()) {
                    work.add(new Work(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getInt(5)));
                }
            }
            return work;
        }
    }

    private static long[] questions(Connection connection, BareStudy study, int answers) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select q.id from question q join rubric r on r.id = q.rubric_id
                        where r.study_id = %d order by q.position limit %d""".formatted(study.id(), answers))) {
            var ids = new ArrayList<Long>();
            while (row.next()) {
                ids.add(row.getLong(1));
            }
            return ids.stream().mapToLong(Long::longValue).toArray();
        }
    }

    /// What the yardstick leaves out, done afterwards in bulk, so that the whole store can be checked.
    private static void settle(Connection connection, BareStudy study) throws SQLException {
        execute(
                connection,
                "update assignment set state = 'submitted', closed_at = now() where study_id = " + study.id());
        execute(connection, """
                update participation p set submitted = n.judgments
                from (select participation_id, count(*) as judgments from judgment where study_id = %1$d group by 1) n
                where p.study_id = %1$d and p.id = n.participation_id""".formatted(study.id()));
        execute(connection, """
                update stratum s set booked = (select count(*) from participation p where p.stratum_id = s.id)
                where s.study_id = """ + study.id());
    }

    private static byte[] bodyHash(Work work, byte[] contentHash) {
        return Token.sha256(ByteBuffer.allocate(Integer.BYTES + contentHash.length)
                .putInt(work.position)
                .put(contentHash)
                .array());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
