package parallax.dataset.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Ids taken from a table's own sequence ahead of the rows, so that rows that refer to one another can be
/// copied.
final class Ids {
    private Ids() {}

    static long[] next(Connection connection, String table, int count) throws SQLException {
        long[] ids = new long[count];
        try (PreparedStatement taking = connection.prepareStatement(
                "select nextval(pg_get_serial_sequence(?, 'id')) from generate_series(1, ?)")) {
            taking.setString(1, table);
            taking.setInt(2, count);
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
