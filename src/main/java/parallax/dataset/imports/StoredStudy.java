package parallax.dataset.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// The new study's rows that later rows refer to.
///
/// @param questions by code
record StoredStudy(long id, String code, Map<String, StoredQuestion> questions) {
    /// @param positions of the options, by their codes
    record StoredQuestion(long id, Map<String, Integer> positions) {}

    static StoredStudy of(Study study, StoredRubric rubric) {
        Map<String, StoredQuestion> questions = new HashMap<>();
        rubric.questions()
                .forEach(question -> questions.put(
                        question.code(),
                        new StoredQuestion(
                                question.id(),
                                IntStream.range(0, question.options().size())
                                        .boxed()
                                        .collect(Collectors.toMap(
                                                position -> question.options()
                                                        .get(position)
                                                        .code(),
                                                position -> position)))));
        return new StoredStudy(study.id(), study.code(), questions);
    }
}
