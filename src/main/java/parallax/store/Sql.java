package parallax.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
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

/// Plain SQL, for counting, booking and bulk work. Takes part in the current transaction, if there is one, and
/// sees what entities were persisted and changed in it before.
///
/// Parameters have names: `sql.update("… where id = :study", bind("study", id))`.
@ApplicationScoped
public class Sql {

    private final DataSource dataSource;
    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transaction;

    public Sql(DataSource dataSource, EntityManager entities, TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.entities = entities;
        this.transaction = transaction;
    }

    /// The value of a statement's parameter.
    ///
    /// @param value null, a number, a text, a truth, bytes, an id, a moment, or an array of these
    public record Binding(String name, @Nullable Object value) {}

    public static Binding bind(String name, @Nullable Object value) {
        return new Binding(name, value);
    }

    /// What one row becomes.
    @FunctionalInterface
    public interface RowReader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /// Work on the connection itself, such as COPY.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    public <T extends @Nullable Object> List<T> list(RowReader<T> row, String sql, Binding... bindings) {
        return work(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, bindings);
                    ResultSet found = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (found.next()) {
                    rows.add(row.read(found));
                }
                return rows;
            }
        });
    }

    public <T> Optional<T> first(RowReader<T> row, String sql, Binding... bindings) {
        return list(row, sql, bindings).stream().findFirst();
    }

    /// The one row that must be there.
    public <T extends @Nullable Object> T one(RowReader<T> row, String sql, Binding... bindings) {
        List<T> rows = list(row, sql, bindings);
        if (rows.size() != 1) {
            throw new IllegalStateException("expected one row, found " + rows.size());
        }
        return rows.getFirst();
    }

    public long number(String sql, Binding... bindings) {
        return one(row -> row.getLong(1), sql, bindings);
    }

    /// @return the number of rows changed
    public int update(String sql, Binding... bindings) {
        return work(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, bindings)) {
                return statement.executeUpdate();
            }
        });
    }

    public <T extends @Nullable Object> T work(Work<T> work) {
        if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
            entities.flush();
        }
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

    /// A statement with its parameters bound, for work on the connection itself.
    ///
    /// @throws IllegalArgumentException naming the parameter that is not bound, or the binding that is not a
    ///     parameter
    public static PreparedStatement prepared(Connection connection, String sql, Binding... bindings)
            throws SQLException {
        NamedStatement named = NamedStatement.of(sql);
        named.requireEachBound(bindings);
        PreparedStatement statement = connection.prepareStatement(named.text());
        for (Binding binding : bindings) {
            for (int place : named.places().getOrDefault(binding.name(), List.of())) {
                statement.setObject(place, stored(binding.value()));
            }
        }
        return statement;
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value;
    }
}
