package parallax.study;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /// What is counted of the answers: each question of one option, and of a set whether each of its options
    /// was ticked. Nothing of texts.
    public Stream<StoredQuestion> counted() {
        return questions().flatMap(stored -> switch (stored.question()) {
            case OneOption one -> Stream.of(stored);
            case SeveralOptions several ->
                IntStream.range(0, several.options().size())
                        .mapToObj(at -> StoredQuestion.ticked(stored.id(), several, at));
            case InWords text -> Stream.empty();
        });
    }

    /// Those of them that have an answer which counts as unsafe.
    public List<StoredQuestion> countedAsUnsafe() {
        return counted()
                .filter(question -> question.reading(Reading.UNSAFE).isPresent())
                .toList();
    }

    public Optional<StoredQuestion> question(long questionId) {
        return questions().filter(question -> question.id() == questionId).findFirst();
    }

    public Optional<StoredQuestion> question(String code) {
        return questions().filter(question -> question.code().equals(code)).findFirst();
    }

    /// The questions of a group that raters may answer with one press.
    ///
    /// @param group counted from 0; one that there is not has none
    public Stream<StoredQuestion> openAtOnce(int group) {
        return rubric.groups().stream()
                .skip(Math.max(0, group))
                .limit(group < 0 ? 0 : 1)
                .filter(one -> one.atOnce() == Rubric.AtOnce.SAFE)
                .flatMap(one -> one.questions().stream())
                .filter(Rubric.Group::isAnsweredAtOnce)
                .map(this::stored);
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
