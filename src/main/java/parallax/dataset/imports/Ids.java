package parallax.dataset.imports;

import static parallax.store.Sql.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import parallax.store.Sql;

/// Ids taken from a table's own sequence ahead of the rows, so that rows that refer to one another can be
/// copied.
final class Ids {
    private Ids() {}

    static long[] next(Connection connection, String table, int count) throws SQLException {
        long[] ids = new long[count];
        try (PreparedStatement taking = Sql.prepared(
                connection,
                "select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :count)",
                bind("table", table),
                bind("count", count))) {
            try (ResultSet rows = taking.executeQuery()) {
                for (int n = 0; n < count; n++) {
                    rows.next();
                    ids[n] = rows.getLong(1);
                }
            }
        }
        return ids;
    }
}
