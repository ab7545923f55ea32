package parallax.study;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One version of a study's rubric.
///
/// @param ids under which the answers to its questions are stored, by the questions' codes
public record StoredRubric(long id, int version, Rubric rubric, Map<String, Long> ids) {
    public StoredRubric {
        ids = Map.copyOf(ids);
        for (Question question : rubric.questions().toList()) {
            if (!ids.containsKey(question.code())) {
                throw new IllegalArgumentException("question '" + question.code() + "' has no id");
            }
        }
    }

    public Stream<StoredQuestion> questions() {
        return rubric.questions().map(this::stored);
    }

    public Stream<StoredQuestion> asked() {
        return questions().filter(StoredQuestion::isAsked);
    }

    public Optional<StoredQuestion> question(long questionId) {
        return questions().filter(question -> question.id() == questionId).findFirst();
    }

    public Optional<StoredQuestion> question(String code) {
        return questions().filter(question -> question.code().equals(code)).findFirst();
    }

    public List<StoredQuestion> combined(Derived derived) {
        return rubric.combined(derived).stream().map(this::stored).toList();
    }

    public Optional<StoredQuestion> overall() {
        return rubric.overall().map(this::stored);
    }

    /// @param question one of this rubric's
    public StoredQuestion stored(Question question) {
        return new StoredQuestion(Objects.requireNonNull(ids.get(question.code()), question.code()), question);
    }
}
