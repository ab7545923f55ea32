package parallax.judgment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.analytics.AnswerOptions;
import parallax.study.AnswerOption;
import parallax.study.InWords;
import parallax.study.OneOption;
import parallax.study.Question;
import parallax.study.Reading;
import parallax.study.SeveralOptions;
import parallax.study.StoredQuestion;

/// A question's options as metrics read them: in the rubric's order, with what counts as unsafe and as
/// unsure.
public final class QuestionOptions {
    private QuestionOptions() {}

    /// Of a question that is answered with one of its options; a scale's points are in their order.
    ///
    /// @throws IllegalArgumentException of any other: a set of options is never counted as a choice
    ///   among them
    public static AnswerOptions of(StoredQuestion stored) {
        return switch (stored.question()) {
            case OneOption one -> of(one);
            case SeveralOptions several -> throw notOne(stored);
            case InWords text -> throw notOne(stored);
        };
    }

    private static IllegalArgumentException notOne(StoredQuestion stored) {
        return new IllegalArgumentException("the question '" + stored.code() + "' is not answered with one option");
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
