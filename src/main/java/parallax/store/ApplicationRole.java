package parallax.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What the role may do that requests are served with.
final class ApplicationRole {
    /// For tables and sequences that are there, and for those that the owner makes later.
    private static final List<String> GRANTS = List.of(
            "grant usage on schema public to %s",
            "grant select, insert, update, delete on all tables in schema public to %s",
            "grant usage, select, update on all sequences in schema public to %s",
            "alter default privileges in schema public grant select, insert, update, delete on tables to %s",
            "alter default privileges in schema public grant usage, select, update on sequences to %s");

    private ApplicationRole() {}

    /// @throws StoreFailure if the owner may not grant that
    static void admit(Database owner, String role) {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            boolean always = true;
            String quoted = statement.enquoteIdentifier(role, always);
            for (String grant : GRANTS) {
                statement.execute(grant.formatted(quoted));
            }
        } catch (SQLException e) {
            throw new StoreFailure(
                    "The role " + role + " cannot be given its rights by the owner of the database (SQL state "
                            + e.getSQLState() + ")",
                    e);
        }
    }
}
