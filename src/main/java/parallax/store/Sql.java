package parallax.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Plain SQL, for counting, booking and bulk work. Takes part in the current transaction, if there is one.
@ApplicationScoped
public class Sql {

    private final DataSource dataSource;

    public Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// What one row becomes.
    @FunctionalInterface
    public interface Row<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /// Work on the connection itself, such as COPY.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    public <T extends @Nullable Object> List<T> list(Row<T> row, String sql, @Nullable Object... parameters) {
        return work(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, parameters);
                    ResultSet found = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (found.next()) {
                    rows.add(row.read(found));
                }
                return rows;
            }
        });
    }

    public <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... parameters) {
        return list(row, sql, parameters).stream().findFirst();
    }

    /// The one row that must be there.
    public <T extends @Nullable Object> T one(Row<T> row, String sql, @Nullable Object... parameters) {
        List<T> rows = list(row, sql, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException("expected one row, found " + rows.size());
        }
        return rows.get(0);
    }

    public long number(String sql, @Nullable Object... parameters) {
        return one(row -> row.getLong(1), sql, parameters);
    }

    /// @return the number of rows changed
    public int update(String sql, @Nullable Object... parameters) {
        return work(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    public <T extends @Nullable Object> T work(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new RefusedStatement(e);
        }
    }

    /// The instant in a column, or null.
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }
}
