package parallax.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the database knows of its own schema, as far as backup and restore need it.
final class Catalog {
    private Catalog() {}

    /// One row as text; the names of columns are positions.
    record TextRow(List<String> fields) {
        String get(int column) {
            return fields.get(column);
        }
    }

    /// The columns with values of their own of every table, by table, both in a fixed order. Flyway's
    /// history is not data.
    static SequencedMap<String, List<String>> columnsByTable(Connection connection) throws SQLException {
        SequencedMap<String, List<String>> columns = new LinkedHashMap<>();
        for (TextRow row : rows(connection, """
                SELECT c.relname, a.attname
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
                  AND c.relname <> 'flyway_schema_history'
                  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                ORDER BY c.relname COLLATE "C", a.attnum
                """)) {
            columns.computeIfAbsent(row.get(0), table -> new ArrayList<>()).add(row.get(1));
        }
        return columns;
    }

    /// The applied migrations, oldest first; empty in a database that Flyway never touched.
    static List<BackupManifest.Migration> migrations(Connection connection) throws SQLException {
        if (rows(connection, "SELECT 1 WHERE to_regclass('flyway_schema_history') IS NOT NULL")
                .isEmpty()) {
            return List.of();
        }
        return rows(connection, """
                        SELECT version, coalesce(checksum, 0) FROM flyway_schema_history
                        WHERE success AND version IS NOT NULL ORDER BY installed_rank
                        """).stream()
                .map(row -> new BackupManifest.Migration(row.get(0), Long.parseLong(row.get(1))))
                .toList();
    }

    static List<BackupManifest.Sequence> sequences(Connection connection) throws SQLException {
        return rows(connection, """
                        SELECT sequencename, last_value FROM pg_sequences
                        WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename COLLATE "C"
                        """).stream()
                .map(row -> new BackupManifest.Sequence(row.get(0), Long.parseLong(row.get(1))))
                .toList();
    }

    static List<TextRow> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            int width = results.getMetaData().getColumnCount();
            List<TextRow> rows = new ArrayList<>();
            while (results.next()) {
                List<String> fields = new ArrayList<>(width);
                for (int column = 1; column <= width; column++) {
                    fields.add(results.getString(column));
                }
                rows.add(new TextRow(List.copyOf(fields)));
            }
            return rows;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> identifiers) {
        return String.join(", ", identifiers.stream().map(Catalog::quoted).toList());
    }
}
