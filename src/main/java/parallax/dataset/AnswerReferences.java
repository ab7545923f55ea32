package parallax.dataset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The references of answers to their judgments, questions and options while very many come in at once.
///
/// PostgreSQL checks foreign keys row by row, which takes most of an import's time. Where the database's
/// role may leave that out, the same references are checked in one query afterwards, in the same
/// transaction; where it may not, the row by row checks stay. The rows referred to were made in this
/// transaction, so nobody else can take them away in between.
final class AnswerReferences {
    private final Connection connection;
    private final boolean atOnce;

    private AnswerReferences(Connection connection, boolean atOnce) {
        this.connection = connection;
        this.atOnce = atOnce;
    }

    /// Leaves the checks row by row out, if that is allowed, until [#check].
    static AnswerReferences begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean allowed;
            try (ResultSet row =
                    statement.executeQuery("select has_parameter_privilege('session_replication_role', 'SET')")) {
                row.next();
                allowed = row.getBoolean(1);
            }
            if (allowed) {
                statement.execute("set local session_replication_role = 'replica'");
            }
            return new AnswerReferences(connection, allowed);
        }
    }

    /// Takes row by row checks up again and makes good what was left out.
    ///
    /// @param answers how many rows came in
    void check(long studyId, long answers) throws SQLException {
        if (!atOnce) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local session_replication_role = 'origin'");
        }
        long sound = count(studyId);
        if (sound != answers) {
            throw new IllegalStateException(
                    (answers - sound) + " of " + answers + " answers refer to no judgment, question or option");
        }
    }

    /// Answers of the study whose judgment, question and, where one was asked, option are there.
    private long count(long studyId) throws SQLException {
        try (PreparedStatement counting = connection.prepareStatement("""
                select count(*) from answer a
                join judgment j on j.id = a.judgment_id and j.study_id = ?
                join question q on q.id = a.question_id
                join rubric r on r.id = q.rubric_id and r.study_id = j.study_id
                left join answer_option o on o.question_id = a.question_id and o.position = a.position
                where (a.position is null) = (o.question_id is null)""")) {
            counting.setLong(1, studyId);
            try (ResultSet row = counting.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
