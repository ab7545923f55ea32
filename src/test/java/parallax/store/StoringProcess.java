package parallax.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/// A process of its own for tests to kill: it owns the database of a folder and stores rows 1, 2, 3 … in
/// table `stored`, printing each number after its commit, until it is killed or a million are there.
final class StoringProcess {
    private StoringProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
                Connection connection = new Database.Embedded(postgres).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS stored");
            statement.execute("CREATE TABLE stored (n int PRIMARY KEY)");
            System.out.println("postgres " + postgres.pid());
            for (int n = 1; n < 1_000_000; n++) {
                statement.execute("INSERT INTO stored VALUES (" + n + ")");
                System.out.println("stored " + n);
            }
        }
    }
}
