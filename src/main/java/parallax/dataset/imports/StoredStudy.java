package parallax.dataset.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.store.Sql;

/// The new study's rows that later rows refer to.
///
/// @param questions by code
record StoredStudy(long id, String code, Map<String, StoredQuestion> questions) {
    /// @param positions of the options, by their codes
    record StoredQuestion(long id, Map<String, Integer> positions) {}

    static StoredStudy of(Sql sql, long id, String code, long rubricId) {
        Map<String, StoredQuestion> questions = new HashMap<>();
        for (Option option : options(sql, rubricId)) {
            questions
                    .computeIfAbsent(option.question, unseen -> new StoredQuestion(option.questionId, new HashMap<>()))
                    .positions
                    .put(option.code, option.position);
        }
        return new StoredStudy(id, code, questions);
    }

    private record Option(String question, long questionId, String code, int position) {}

    private static List<Option> options(Sql sql, long rubricId) {
        return sql.list(
                row -> new Option(row.getString(1), row.getLong(2), row.getString(3), row.getInt(4)), """
                select q.code, q.id, o.code, o.position
                from question q join answer_option o on o.question_id = q.id where q.rubric_id = ?""", rubricId);
    }
}
