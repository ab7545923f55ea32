package parallax.dataset.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import parallax.study.Rubric;
import parallax.study.Study;

/// The new study's rows that later rows refer to.
///
/// @param questions by code
record StoredStudy(long id, String code, Map<String, StoredQuestion> questions) {
    /// @param positions of the options, by their codes
    record StoredQuestion(long id, Map<String, Integer> positions) {}

    static StoredStudy of(Study study, Rubric rubric) {
        Map<String, StoredQuestion> questions = new HashMap<>();
        rubric.questions()
                .forEach(question -> questions.put(
                        question.code(),
                        new StoredQuestion(
                                question.id(),
                                question.options().stream()
                                        .collect(Collectors.toMap(Rubric.Option::code, Rubric.Option::position)))));
        return new StoredStudy(study.id, study.code, questions);
    }
}
