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
/// @param replies of the item that it is asked about
public record StoredRubric(long id, int version, Rubric rubric, Map<String, Long> ids, Replies replies) {
    /// As it is asked about an item with one reply.
    public StoredRubric(long id, int version, Rubric rubric, Map<String, Long> ids) {
        this(id, version, rubric, ids, Replies.ONE);
    }

    public StoredRubric {
        ids = Map.copyOf(ids);
        for (Question question : rubric.questions().toList()) {
            if (!ids.containsKey(question.code())) {
                throw new IllegalArgumentException("question '" + question.code() + "' has no id");
            }
        }
    }

    /// As it is asked about an item with these replies: the same where nothing depends on them.
    public StoredRubric about(Replies shown) {
        return shown == replies || !comparesReplies() ? this : new StoredRubric(id, version, rubric, ids, shown);
    }

    /// Whether any question compares two replies.
    public boolean comparesReplies() {
        return rubric.questions().anyMatch(Pairwise.class::isInstance);
    }

    /// Whether the item has what a question is about: one that compares needs two replies, and so does what
    /// follows from its answer.
    public boolean isAbout(Question question) {
        return replies != Replies.ONE || !needsTwo(question);
    }

    private boolean needsTwo(Question question) {
        return question instanceof Pairwise
                || question.gate().stream().anyMatch(gate -> needsTwo(gate.question()))
                || (question instanceof Reason reason && reason.about() != null && needsTwo(reason.about()));
    }

    private boolean needsTwo(String code) {
        return question(code).filter(stored -> needsTwo(stored.question())).isPresent();
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
