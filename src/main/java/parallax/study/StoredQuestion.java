package parallax.study;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question of a study, with the id under which its answers are stored.
///
/// @param ticked of a set of options, the one that is looked at by itself: the question is then whether
///   it was
///     ticked, a single choice. Null of a question as it is asked
public record StoredQuestion(
        long id, Question question, @Nullable Integer ticked) {
    private static final AnswerOption NOT_TICKED = new AnswerOption("not_ticked", "Not ticked", null);
    private static final AnswerOption TICKED = new AnswerOption("ticked", "Ticked", null);

    public StoredQuestion(long id, Question question) {
        this(id, question, null);
    }

    /// Whether one option of a set was ticked, as a question of its own: `code=option`.
    static StoredQuestion ticked(long id, SeveralOptions set, int position) {
        AnswerOption option = set.options().get(position);
        var wording = Wording.of(set.prompt() + " " + option.label());
        var looked = new SingleChoice(
                set.code() + "=" + option.code(), wording, List.of(NOT_TICKED, TICKED), Asking.OPTIONAL);
        return new StoredQuestion(id, looked, position);
    }

    public String code() {
        return question.code();
    }

    public String prompt() {
        return question.prompt();
    }

    public List<AnswerOption> options() {
        return question.options();
    }

    public Optional<AnswerOption> option(int position) {
        return question.option(position);
    }

    public Optional<AnswerOption> reading(Reading reading) {
        return question.reading(reading);
    }

    public boolean isAsked() {
        return question.isAsked();
    }

    /// Whether its answer is one of its options, which is what metrics and expected answers are about.
    public boolean isOfOneOption() {
        return question instanceof OneOption;
    }

    /// The place of the first option with a reading.
    ///
    /// @throws IllegalArgumentException if there is none
    public int positionOf(Reading reading) {
        return reading(reading)
                .map(options()::indexOf)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + code() + "' has no option that reads " + reading));
    }
}
