package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.study.Question;
import parallax.study.Rubric;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// What a form says is an option of the question, or it is refused.
class AnswersTest {
    private static final StoredRubric RUBRIC = stored(Rubric.named("safety-short"));

    /// 4294967297 is 1 in the last four bytes of a long.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4294967297",
                "-4294967295",
                "3",
                "-1",
                "9223372036854775807",
                "9223372036854775808",
                "1.0",
                " 1",
                "one"
            })
    void what_is_no_option_is_refused(String option) {
        assertThrows(IllegalArgumentException.class, () -> Answers.fromForm(RUBRIC, form(option)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void what_is_one_is_taken(String option) {
        assertEquals(
                1,
                Answers.fromForm(RUBRIC, form(option)).stored(RUBRIC).stream()
                        .filter(row -> row.source().equals("rater") && row.position() == Integer.parseInt(option))
                        .count());
    }

    private static Map<String, List<String>> form(String option) {
        StoredQuestion first = RUBRIC.asked().findFirst().orElseThrow();
        return Map.of("q." + first.id(), List.of(option));
    }

    private static StoredRubric stored(Rubric rubric) {
        Map<String, Long> ids = new HashMap<>();
        for (Question question : rubric.questions().toList()) {
            ids.put(question.code(), 1L + ids.size());
        }
        return new StoredRubric(1, 1, rubric, ids);
    }
}
