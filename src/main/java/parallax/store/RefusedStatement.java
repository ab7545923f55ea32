package parallax.store;

import java.sql.SQLException;
import java.util.Set;

/// The database refused or could not be reached. Its message names the SQL state only: a driver's own
/// message can hold values.
public final class RefusedStatement extends RuntimeException {
    /// Connection, rollback, resources, operator's intervention, system error; and no state where the database
    /// could not be reached at all.
    private static final Set<String> CLASSES_THAT_MAY_PASS = Set.of("08", "40", "53", "57", "58");

    public RefusedStatement(SQLException cause) {
        super("the database refused a statement (SQL state " + cause.getSQLState() + ")", cause);
    }

    /// Whether a failure came from the database and the same work may succeed later.
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.length() < 2 || CLASSES_THAT_MAY_PASS.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
