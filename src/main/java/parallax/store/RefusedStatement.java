package parallax.store;

import java.sql.SQLException;

/// The database refused or could not be reached. Its message names the SQL state only: a driver's own
/// message can hold values.
public final class RefusedStatement extends RuntimeException {
    private static final String UNIQUE_VIOLATION = "23505";

    private final String sqlState;

    public RefusedStatement(SQLException cause) {
        super("the database refused a statement (SQL state " + cause.getSQLState() + ")", cause);
        this.sqlState = String.valueOf(cause.getSQLState());
    }

    public boolean isUniqueViolation() {
        return UNIQUE_VIOLATION.equals(sqlState);
    }
}
