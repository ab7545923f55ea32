package parallax.judgment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.analytics.AnswerOptions;
import parallax.study.AnswerOption;
import parallax.study.Derived;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.SingleChoice;
import parallax.study.StoredQuestion;

/// A question's options as metrics read them: in the rubric's order, with what counts as unsafe and as unsure.
public final class QuestionOptions {
    private QuestionOptions() {}

    /// Of a question that is answered with one of its options.
    public static AnswerOptions of(StoredQuestion stored) {
        return switch (stored.question()) {
            case SingleChoice choice -> of(choice);
            case Derived derived -> of(derived);
        };
    }

    private static AnswerOptions of(Question question) {
        List<String> names =
                question.options().stream().map(AnswerOption::label).toList();
        Set<String> unsafe = question.options().stream()
                .filter(option -> option.reading() == Reading.UNSAFE)
                .map(AnswerOption::label)
                .collect(Collectors.toSet());
        String unsure =
                question.reading(Reading.UNSURE).map(AnswerOption::label).orElse(null);
        return AnswerOptions.of(names.toArray(String[]::new))
                .withUnsafe(unsafe.toArray(String[]::new))
                .withUnsure(unsure);
    }
}
