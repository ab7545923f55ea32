package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.study.Question;
import parallax.study.Replies;
import parallax.study.Rubric;
import parallax.study.StoredQuestion;

/// What raters are told of a question before they answer it.
class QuestionViewsTest {
    private static final String OPTIONAL = """
            {"title": "Optional", "options": [{"code": "No", "label": "No", "reading": "safe"},
                {"code": "Yes", "label": "Yes", "reading": "unsafe"}, {"code": "Both", "label": "Both", "reading": "unsafe"}],
             "groups": [{"title": "All", "questions": [
                {"code": "a", "role": "asked", "prompt": "A?", "optional": true, "type": "single_choice"},
                {"code": "b", "role": "asked", "prompt": "B?", "optional": true, "type": "ordinal_scale", "from": 1},
                {"code": "c", "role": "asked", "prompt": "C?", "optional": true, "type": "multiple_choice"},
                {"code": "d", "role": "asked", "prompt": "D?", "optional": true, "type": "free_text", "longest": 90},
                {"code": "e", "role": "asked", "prompt": "E?", "type": "single_choice"},
                {"code": "f", "role": "asked", "prompt": "F?", "type": "multiple_choice"},
               {"code": "g", "role": "asked", "prompt": "G?", "optional": true, "type": "pairwise"}]}]}""";

    @Test
    void whatever_may_be_left_empty_says_so_whatever_its_type() {
        List<Question> questions = Rubric.fromJson(OPTIONAL).groups().getFirst().questions();
        assertEquals(
                List.of(
                        "You may leave this empty.",
                        "You may leave this empty.",
                        "You may leave this empty. Choose all that fit.",
                        "You may leave this empty. At most 90 characters.",
                        "",
                        "Choose all that fit.",
                        "You may leave this empty."),
                questions.stream().map(QuestionViewsTest::hint).toList());
    }

    private static String hint(Question question) {
        var place = new QuestionViews.Place(new StoredQuestion(1, question), 1, null, Replies.ONE);
        return QuestionViews.of(place, new Answers(Map.of()), false)
                .orElseThrow()
                .duty()
                .hint();
    }
}
