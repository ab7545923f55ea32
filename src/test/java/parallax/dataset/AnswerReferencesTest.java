package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;
import parallax.store.RefusedStatement;
import parallax.store.Sql;

/// Holds whether the database's role may leave checks row by row out or not; which of the two is the database's affair.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnswerReferencesTest {
    @Inject
    Datasets datasets;

    @Inject
    Sql sql;

    @Test
    void an_answer_without_a_judgment_is_refused_row_by_row_or_at_the_end() throws IOException, ImportRefused {
        long study =
                datasets.imported(Datasets.fixture("dices990-small.csv"), null).studyId();
        long before = sql.number("select count(*) from answer");
        RuntimeException refusal =
                assertThrows(RuntimeException.class, () -> inTransaction(connection -> dangling(connection, study)));
        assertInstanceOf(mayLeaveOut() ? IllegalStateException.class : RefusedStatement.class, refusal);
        assertEquals(before, sql.number("select count(*) from answer"));
    }

    @Test
    void checks_are_left_out_only_where_the_role_may_and_only_until_the_end() {
        String during = mayLeaveOut() ? "replica" : "origin";
        assertEquals(during + ", then origin", inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                AnswerReferences references = AnswerReferences.begin(connection);
                String mode = text(statement, "show session_replication_role");
                references.check(-1, 0);
                return mode + ", then " + text(statement, "show session_replication_role");
            }
        }));
    }

    private boolean mayLeaveOut() {
        return sql.one(row -> row.getBoolean(1), "select has_parameter_privilege('session_replication_role', 'SET')");
    }

    private static String dangling(Connection connection, long study) throws SQLException {
        AnswerReferences references = AnswerReferences.begin(connection);
        try (Statement statement = connection.createStatement()) {
            String answers = text(
                    statement,
                    "select count(*) from answer a join judgment j on j.id = a.judgment_id where j.study_id = "
                            + study);
            statement.execute(
                    "insert into answer (question_id, judgment_id, position) select min(question_id), -1, 0 from answer");
            references.check(study, Long.parseLong(answers) + 1);
            return answers;
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String inTransaction(Sql.Work<String> work) {
        return QuarkusTransaction.requiringNew().call(() -> sql.work(work));
    }
}
