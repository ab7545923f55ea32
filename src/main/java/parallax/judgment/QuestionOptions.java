package parallax.judgment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.analytics.AnswerOptions;
import parallax.study.Rubric;

/// A question's options as metrics read them: in the rubric's order, with what counts as unsafe and as unsure.
public final class QuestionOptions {
    private QuestionOptions() {}

    public static AnswerOptions of(Rubric.Question question) {
        List<String> names =
                question.options().stream().map(Rubric.Option::label).toList();
        Set<String> unsafe = question.options().stream()
                .filter(option -> option.reading() == Rubric.Reading.UNSAFE)
                .map(Rubric.Option::label)
                .collect(Collectors.toSet());
        String unsure = question.reading(Rubric.Reading.UNSURE)
                .map(Rubric.Option::label)
                .orElse(null);
        return AnswerOptions.of(names.toArray(String[]::new))
                .withUnsafe(unsafe.toArray(String[]::new))
                .withUnsure(unsure);
    }
}
