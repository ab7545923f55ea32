package parallax.judgment;

import parallax.study.StoredQuestion;

/// Where statements read the answers that are counted: rows of `judgment_id` and `position`, one an
/// answer.
public final class CountedAnswers {
    private CountedAnswers() {}

    /// A table expression over a study's answers to one question, with the parameters `study`, `question` and
    /// `ticked`, the option of a set that is looked at by itself.
    public static String rows(StoredQuestion question) {
        return question.ticked() == null ? """
                (select study_id, judgment_id, position from answer
                 where study_id = :study and question_id = :question and position is not null
                   and (:ticked::int is null or true))""" : """
                (select study_id, judgment_id, bool_or(position = :ticked::int)::int as position from answer
                 where study_id = :study and question_id = :question and position is not null
                 group by study_id, judgment_id)""";
    }
}
