package parallax.durability;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import parallax.study.Rubric;
import parallax.study.RubricRows;

/// An open study written straight into a database, for tests that run outside the application: everyone
/// may take part, and no demographics are asked.
record BareStudy(long id, String code) {

    static BareStudy insert(Connection connection, String rubric, int items, int raters, int itemsPerRater)
            throws SQLException {
        connection.setAutoCommit(false);
        String code = "bare" + Long.toString(System.nanoTime(), 36);
        long study = number(connection, """
                insert into study (code, title, state, synthetic, items_per_rater, replication, published_at)
                values (?, 'A bare study', 'open', true, ?, ?, now()) returning id""", code, itemsPerRater, raters);
        update(
                connection,
                "insert into consent_version (study_id, version, statement) values (?, 1, 'I agree.')",
                study);
        update(connection, "insert into group_mapping (study_id, version) values (?, 1)", study);
        RubricRows.insert(connection, study, 1, Rubric.named(rubric), Instant.now());
        update(connection, "update rubric set locked_at = now() where study_id = ?", study);
        long stratum = number(connection, """
                insert into stratum (study_id, position, label, target, replication)
                values (?, 0, 'Everyone', ?, ?) returning id""", study, raters, raters);
        update(connection, """
                insert into item (study_id, position, code, source)
                select ?, n, 'item-' || n, 'imported' from generate_series(1, ?) n""", study, items);
        update(connection, """
                insert into turn (item_id, position, speaker, content)
                select i.id, t.position, case t.position % 2 when 0 then 'user' else 'chatbot' end,
                       'Turn ' || t.position || ' of ' || i.code || ': ' || repeat('some words that somebody said. ', 5)
                from item i, generate_series(0, 3) as t (position) where i.study_id = ?""", study);
        update(
                connection,
                "insert into seat (stratum_id, item_id, capacity) select ?, id, ? from item where study_id = ?",
                stratum,
                raters,
                study);
        connection.commit();
        connection.setAutoCommit(true);
        return new BareStudy(study, code);
    }

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int p = 0; p < parameters.length; p++) {
            statement.setObject(p + 1, parameters[p]);
        }
        return statement;
    }
}
