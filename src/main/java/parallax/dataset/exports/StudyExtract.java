package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.store.Sql;

/// Everything of a study that grows with its raters, axes and questions, but not with its judgments.
///
/// External ids of panels are not read.
///
/// @param questionsAreTimed whether it is known of any answer how long it took
/// @param axes codes, in their order
/// @param raters by participation
/// @param questions by question id, of every version of the rubric
/// @param options codes by question id and position
/// @param sets how many options each question has that is answered with several, by its id
/// @param asksForWords whether any question is answered in words
record StudyExtract(
        boolean ratersKnown,
        boolean questionsAreTimed,
        List<String> axes,
        Map<Long, Rater> raters,
        Map<Long, Asked> questions,
        Map<Option, String> options,
        Map<Long, Integer> sets,
        boolean asksForWords) {

    /// @param groups labels by axis code; none where undisclosed
    record Rater(String pseudonym, Map<String, String> groups) {}

    record Option(long question, int position) {}

    /// A question of one version of the rubric.
    record Asked(String code, int version) {}

    private static final Asked UNKNOWN = new Asked("", 0);

    Asked question(long id) {
        return questions.getOrDefault(id, UNKNOWN);
    }

    static StudyExtract of(Connection connection, long studyId) throws SQLException {
        boolean[] known = new boolean[3];
        each(connection, studyId, """
                select raters_known, exists (
                    select 1 from answer a where a.study_id = t.id and a.active_ms is not null),
                    exists (select 1 from question q join rubric r on r.id = q.rubric_id
                            where r.study_id = t.id and q.kind in ('free_text', 'reason'))
                from study t where id = :study""", row -> {
            known[0] = row.getBoolean(1);
            known[1] = row.getBoolean(2);
            known[2] = row.getBoolean(3);
        });
        List<String> axes = new ArrayList<>();
        each(
                connection,
                studyId,
                "select code from axis where study_id = :study order by position",
                row -> axes.add(row.getString(1)));
        Map<Long, Asked> questions = new HashMap<>();
        each(
                connection,
                studyId,
                "select q.id, q.code, r.version from question q join rubric r on r.id = q.rubric_id where r.study_id = :study",
                row -> questions.put(row.getLong(1), new Asked(row.getString(2), row.getInt(3))));
        Map<Option, String> options = new HashMap<>();
        each(connection, studyId, """
                select o.question_id, o.position, o.code from answer_option o
                join question q on q.id = o.question_id join rubric r on r.id = q.rubric_id
                    where r.study_id = :study""", row -> options.put(new Option(row.getLong(1), row.getInt(2)), row.getString(3)));
        return new StudyExtract(
                known[0],
                known[1],
                axes,
                raters(connection, studyId),
                questions,
                options,
                sets(connection, studyId),
                known[2]);
    }

    private static Map<Long, Integer> sets(Connection connection, long studyId) throws SQLException {
        Map<Long, Integer> sets = new HashMap<>();
        each(connection, studyId, """
                select q.id, count(*) from question q join rubric r on r.id = q.rubric_id
                join answer_option o on o.question_id = q.id
                where r.study_id = :study and q.kind in ('multiple_choice', 'response_set')
                group by q.id""", row -> sets.put(row.getLong(1), row.getInt(2)));
        return sets;
    }

    private static Map<Long, Rater> raters(Connection connection, long studyId) throws SQLException {
        Map<Long, Rater> raters = new HashMap<>();
        each(
                connection,
                studyId,
                "select id, pseudonym from participation where study_id = :study",
                row -> raters.put(row.getLong(1), new Rater(row.getString(2), new HashMap<>())));
        each(connection, studyId, """
                select m.participation_id, a.code, g.label from group_membership m
                join participation p on p.id = m.participation_id
                join axis a on a.id = m.axis_id join rater_group g on g.id = m.rater_group_id where p.study_id = :study""", row -> {
            Rater rater = raters.get(row.getLong(1));
            if (rater != null) {
                rater.groups.put(row.getString(2), row.getString(3).intern());
            }
        });
        return raters;
    }

    @FunctionalInterface
    interface RowSink {
        void take(ResultSet row) throws SQLException;
    }

    static void each(Connection connection, long studyId, String sql, RowSink sink) throws SQLException {
        try (PreparedStatement statement = Sql.prepared(connection, sql, bind("study", studyId))) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.take(rows);
                }
            }
        }
    }
}
