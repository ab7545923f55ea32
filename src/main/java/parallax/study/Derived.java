package parallax.study;

import java.util.List;

/// A question that is never asked: its answer combines those of the feeding questions.
///
/// @see Rubric#combined
public record Derived(String code, Wording wording, List<AnswerOption> options) implements Question {
    public Derived {
        Question.requireCode(code);
        options = AnswerOption.offered(code, options);
        AnswerOption.requireReadings(code, options);
    }
}
