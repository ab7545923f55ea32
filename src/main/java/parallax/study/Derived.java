package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question that is never asked: its answer combines those of the feeding questions.
///
/// @see Rubric#combined
public record Derived(String code, Wording wording, List<AnswerOption> options) implements OneOption {
    public Derived {
        Question.requireCode(code);
        options = AnswerOption.offered(code, options);
        AnswerOption.requireReadings(code, options);
    }

    @Override
    public Optional<Asking> ifAsked() {
        return Optional.empty();
    }

    @Override
    public String type() {
        return SingleChoice.TYPE;
    }
}
