package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question to which one of its options is chosen.
public record SingleChoice(String code, Wording wording, List<AnswerOption> options, Asking asking)
        implements OneOption {
    public static final String TYPE = "single_choice";

    public SingleChoice {
        Question.requireCode(code);
        options = AnswerOption.offered(code, options);
        if (asking.feeding()) {
            AnswerOption.requireReadings(code, options);
        }
    }

    @Override
    public Optional<Asking> ifAsked() {
        return Optional.of(asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
