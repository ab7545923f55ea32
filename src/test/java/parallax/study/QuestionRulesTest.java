package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import parallax.study.Asking.Gate;
import parallax.study.Rubric.Group;

/// What questions of each type must keep to be questions at all.
class QuestionRulesTest {
    private static final Wording WORDING = Wording.of("Is it?");
    private static final List<AnswerOption> THREE = options("a", "b", "c");

    @Test
    void a_set_lets_choose_as_many_as_it_offers_beside_the_option_that_excludes_the_others() {
        new MultipleChoice("q", WORDING, THREE, new Selection(1, 2, "c"), Asking.ALONE);
        assertRefused(
                "lets choose 3 of 2 options",
                () -> new MultipleChoice("q", WORDING, THREE, new Selection(1, 3, "c"), Asking.ALONE));
        assertRefused(
                "does not offer 'd'",
                () -> new MultipleChoice("q", WORDING, THREE, new Selection(1, 2, "d"), Asking.ALONE));
        assertRefused("one is the fewest", () -> new Selection(0, 2, null));
        assertRefused("at least 3 and at most 2", () -> new Selection(3, 2, null));
        assertRefused(
                "cannot be combined", () -> new ResponseSet("q", WORDING, THREE, Selection.any(THREE), Asking.FEEDING));
    }

    @Test
    void a_set_is_no_verdict_even_where_its_options_read_as_safe_and_unsafe() {
        var options =
                List.of(new AnswerOption("No", "No", Reading.SAFE), new AnswerOption("Yes", "Yes", Reading.UNSAFE));
        var set = new ResponseSet("could_be", WORDING, options, Selection.any(options), Asking.ALONE);
        assertTrue(set.reading(Reading.UNSAFE).isEmpty());
        assertTrue(rubric(choice("a"), set).overall().isEmpty());
    }

    @Test
    void a_scale_has_three_to_eleven_points_and_names_its_ends() {
        new OrdinalScale("q", WORDING, options("Never", "2", "Always"), 1, Asking.ALONE);
        assertRefused(
                "2 points, not 3 to 11",
                () -> new OrdinalScale("q", WORDING, options("Never", "Always"), 1, Asking.ALONE));
        String[] twelve = IntStream.rangeClosed(1, 12).mapToObj(n -> "p" + n).toArray(String[]::new);
        assertRefused("12 points", () -> new OrdinalScale("q", WORDING, options(twelve), 1, Asking.ALONE));
        assertRefused(
                "have numbers for labels",
                () -> new OrdinalScale("q", WORDING, options("Never", "2", "3"), 1, Asking.ALONE));
        assertRefused(
                "has no reading", () -> new OrdinalScale("q", WORDING, options("x", "y", "z"), 1, Asking.FEEDING));
    }

    @Test
    void a_text_has_a_length_and_nobody_has_to_give_a_reason() {
        assertRefused("takes 0 characters", () -> new FreeText("q", WORDING, 0, Asking.ALONE));
        assertRefused("takes 5001 characters", () -> new FreeText("q", WORDING, 5_001, Asking.ALONE));
        assertRefused("a reason never is", () -> new Reason("q", WORDING, 300, null, Asking.ALONE));
        assertRefused(
                "is about 'x', which is not asked before it",
                () -> rubric(choice("a"), new Reason("q", WORDING, 300, "x", Asking.OPTIONAL)));
        assertRefused(
                "asks nothing that is answered with options",
                () -> rubric(new FreeText("q", WORDING, 10, Asking.ALONE)));
    }

    @Test
    void a_gate_is_opened_by_options_that_its_question_offers() {
        assertRefused(
                "which has no option 3",
                () -> rubric(choice("a"), new FreeText("q", WORDING, 9, Asking.ALONE.behind(new Gate("a", 3)))));
        assertRefused("is opened by nothing", () -> new Gate("a", java.util.Set.of()));
    }

    @Test
    void a_group_is_answered_at_once_where_its_questions_have_a_safe_option_in_common() {
        assertRefused("no safe option in common", () -> new Group("G", "", List.of(choice("a")), Rubric.AtOnce.SAFE));
        var safe = List.of(new AnswerOption("No", "No", Reading.SAFE), new AnswerOption("Yes", "Yes", Reading.UNSAFE));
        var one = new SingleChoice("a", WORDING, safe, Asking.ALONE);
        assertEquals(
                "No",
                new Group("G", "", List.of(one, choice("b")), Rubric.AtOnce.SAFE)
                        .safeToAll()
                        .orElseThrow());
    }

    @Test
    void every_type_is_written_and_read_as_it_was() {
        Rubric rubric = Rubric.named("question-types");
        assertEquals(rubric, Rubric.fromJson(rubric.toJson()));
        assertEquals(
                List.of(
                        "single_choice",
                        "multiple_choice",
                        "ordinal_scale",
                        "reason",
                        "response_set",
                        "pairwise",
                        "free_text"),
                rubric.questions().map(Question::type).distinct().toList());
        assertTrue(rubric.questions().anyMatch(question -> question.gate().isPresent()));
    }

    @Test
    void a_file_that_says_what_there_is_not_is_refused() {
        assertRefused(
                "is of the type 'slider', which there is not", () -> Rubric.fromJson(json("\"type\": \"slider\"")));
        assertRefused("says 'mots', which nothing reads", () -> Rubric.fromJson(json("\"mots\": 2")));
        assertRefused(
                "'most' of question 'a' is not a whole number",
                () -> Rubric.fromJson(json("\"type\": \"multiple_choice\", \"most\": \"2\"")));
        assertRefused(
                "there is no question 'b' before",
                () -> Rubric.fromJson(json("\"gate\": {\"question\": \"b\", \"options\": [\"x\"]}")));
    }

    private static String json(String more) {
        return """
                {"title": "T", "options": [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}],
                 "groups": [{"title": "G", "questions": [{"code": "a", "role": "asked", "prompt": "Is it?", %s}]}]}""".formatted(more);
    }

    private static SingleChoice choice(String code) {
        return new SingleChoice(code, WORDING, THREE, Asking.ALONE);
    }

    private static Rubric rubric(Question... questions) {
        return new Rubric("Test", List.of(new Group("Group", "", List.of(questions))));
    }

    private static List<AnswerOption> options(String... labels) {
        return List.of(labels).stream()
                .map(label -> new AnswerOption(label, label, null))
                .toList();
    }

    private static void assertRefused(String rule, Executable making) {
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, making).getMessage());
        assertTrue(said.contains(rule), said);
    }
}
