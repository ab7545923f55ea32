package parallax.study;

import java.util.List;

/// A question to which one of its options is chosen.
public record SingleChoice(String code, Wording wording, List<AnswerOption> options, Asking asking)
        implements Question {
    public SingleChoice {
        Question.requireCode(code);
        options = AnswerOption.offered(code, options);
        if (asking.feeding()) {
            AnswerOption.requireReadings(code, options);
        }
    }
}
