package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import parallax.store.Sql;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnswerReferencesTest {
    @Inject
    Datasets datasets;

    @Inject
    Sql sql;

    @Test
    void an_answer_without_a_judgment_is_found_at_the_end() throws IOException, ImportRefused {
        long study =
                datasets.imported(Datasets.fixture("dices990-small.csv"), null).studyId();
        long before = sql.number("select count(*) from answer");
        IllegalStateException found = assertThrows(
                IllegalStateException.class, () -> inTransaction(connection -> dangling(connection, study)));
        assertTrue(String.valueOf(found.getMessage()).startsWith("1 of "), found.getMessage());
        assertEquals(before, sql.number("select count(*) from answer"));
    }

    @Test
    void a_role_that_may_not_leave_checks_out_keeps_them() {
        assertEquals("origin", inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create role without_rights");
                statement.execute("set local role without_rights");
                AnswerReferences.begin(connection);
                String mode = text(statement, "show session_replication_role");
                statement.execute("set local role none");
                statement.execute("drop role without_rights");
                return mode;
            }
        }));
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
