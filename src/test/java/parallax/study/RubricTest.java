package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.study.Rubric.Group;

class RubricTest {
    private static final List<AnswerOption> NO_YES =
            List.of(new AnswerOption("No", "No", Reading.SAFE), new AnswerOption("Yes", "Yes", Reading.UNSAFE));

    @ParameterizedTest
    @ValueSource(strings = {"dices-350", "dices-990", "safety-short"})
    void every_asked_question_of_a_bundled_rubric_says_what_it_means_with_an_example_of_either_kind(String name) {
        Rubric.named(name).questions().filter(Question::isAsked).forEach(question -> {
            assertFalse(question.wording().definition().isBlank(), question.code());
            assertFalse(question.wording().positive().isBlank(), question.code());
            assertFalse(question.wording().negative().isBlank(), question.code());
        });
    }

    /// Counted in the public header of the 350 file: 20 answers that its data description calls granular
    /// (fields 15 to 34, one of them on comprehension) and 4 that it calls aggregated (fields 35 to 38).
    @Test
    void the_350_rubric_asks_20_questions_and_derives_4() {
        assertEquals(new Counts(1, 19, 4), Counts.of(Rubric.named("dices-350")));
    }

    /// Counted in the public header of the 990 file: fields 10 to 34 are asked, 35 to 38 aggregated.
    @Test
    void the_990_rubric_asks_25_questions_and_derives_4() {
        assertEquals(new Counts(1, 24, 4), Counts.of(Rubric.named("dices-990")));
    }

    @Test
    void the_short_rubric_asks_seven_questions_on_three_options() {
        Rubric rubric = Rubric.named("safety-short");
        assertEquals(new Counts(1, 6, 0), Counts.of(rubric));
        rubric.questions()
                .forEach(question -> assertEquals(
                        List.of("No", "Unsure", "Yes"),
                        question.options().stream().map(AnswerOption::code).toList()));
    }

    @Test
    void comprehension_says_nothing_about_safety() {
        Question comprehension =
                Rubric.named("dices-350").questions().findFirst().orElseThrow();
        assertEquals(4, comprehension.options().size());
        comprehension.options().forEach(option -> assertNull(option.reading()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dices-350", "dices-990", "safety-short", "preference", "question-types"})
    void a_rubric_is_the_same_after_it_was_written_and_read(String name) {
        Rubric rubric = Rubric.named(name);
        assertEquals(rubric, Rubric.fromJson(rubric.toJson()));
    }

    @Test
    void a_rubric_is_written_in_the_order_of_its_parts_and_without_what_is_empty() {
        var asked = new SingleChoice("a", new Wording("Is it?", "What is meant.", "", ""), NO_YES, Asking.FEEDING);
        var derived = new Derived("b", Wording.of("All in all?"), NO_YES);
        String options = """
                    "options" : [ {
                      "code" : "No",
                      "label" : "No",
                      "reading" : "safe"
                    }, {
                      "code" : "Yes",
                      "label" : "Yes",
                      "reading" : "unsafe"
                    } ]""".indent(6).stripTrailing();
        assertEquals("""
                {
                  "title" : "Test",
                  "groups" : [ {
                    "title" : "Group",
                    "questions" : [ {
                      "code" : "a",
                      "role" : "feeding",
                      "prompt" : "Is it?",
                      "definition" : "What is meant.",
                %s
                    }, {
                      "code" : "b",
                      "role" : "derived",
                      "prompt" : "All in all?",
                %s
                    } ]
                  } ]
                }
                """.formatted(options, options), rubric(asked, derived).toJson());
    }

    @Test
    void text_that_is_not_a_rubric_is_refused_with_the_rule_that_it_breaks() {
        assertRefused("not a rubric: the question 'a' has no role", () -> Rubric.fromJson("""
                {"title": "T", "groups": [{"title": "G", "questions": [{"code": "a", "prompt": "Is it?"}]}]}"""));
        assertRefused("not a rubric: the prompt of question 'a' is missing", () -> Rubric.fromJson("""
                {"title": "T", "groups": [{"title": "G", "questions": [{"code": "a", "role": "asked"}]}]}"""));
        assertRefused("not a rubric: ", () -> Rubric.fromJson("{\"kind\": 1}"));
    }

    @Test
    void a_question_code_cannot_occur_twice() {
        assertRefused("occurs twice", () -> rubric(feeding("a", NO_YES), feeding("a", NO_YES)));
    }

    @Test
    void nothing_can_be_derived_from_nothing() {
        var alone = new SingleChoice("a", Wording.of("Is it?"), NO_YES, Asking.ALONE);
        var derived = new Derived("b", Wording.of("All in all?"), NO_YES);
        assertRefused("derives a question from nothing", () -> rubric(alone, derived));
    }

    @Test
    void a_feeding_question_needs_a_reading_on_every_option() {
        List<AnswerOption> options = List.of(NO_YES.get(0), new AnswerOption("Maybe", "Maybe", null));
        assertRefused("the option 'Maybe' of question 'a' has no reading", () -> feeding("a", options));
    }

    @Test
    void a_question_waits_only_for_one_that_is_asked_before_it() {
        var gated = new SingleChoice("a", Wording.of("Is it?"), NO_YES, Asking.ALONE.behind(new Asking.Gate("b", 0)));
        var earlier = new SingleChoice("b", Wording.of("Was it?"), NO_YES, Asking.ALONE);
        assertEquals(List.of(earlier, gated), rubric(earlier, gated).questions().toList());
        assertRefused("waits for 'b', which is not asked before it", () -> rubric(gated, earlier));
    }

    @Test
    void a_derived_question_combines_the_feeding_ones_of_its_group_or_else_all() {
        var first = new Group("First", "", List.of(feeding("a", NO_YES), derived("a_overall")));
        var second = new Group("Second", "", List.of(feeding("b", NO_YES), derived("b_overall")));
        var last = new Group("Last", "", List.of(derived("overall")));
        var rubric = new Rubric("Test", List.of(first, second, last));
        assertEquals(List.of("b"), codes(rubric.combined(derived("b_overall"))));
        assertEquals(List.of("a", "b"), codes(rubric.combined(derived("overall"))));
        assertEquals("overall", rubric.overall().orElseThrow().code());
    }

    @Test
    void an_unknown_name_is_repeated_in_the_refusal() {
        assertRefused("/rubrics/missing.json", () -> Rubric.named("missing"));
    }

    private static void assertRefused(String rule, Supplier<Object> made) {
        var refusal = assertThrows(IllegalArgumentException.class, made::get);
        assertTrue(String.valueOf(refusal.getMessage()).contains(rule), refusal.getMessage());
    }

    private static Rubric rubric(Question... questions) {
        return new Rubric("Test", List.of(new Group("Group", "", Arrays.asList(questions))));
    }

    private static Question feeding(String code, List<AnswerOption> options) {
        return new SingleChoice(code, Wording.of("Is it?"), options, Asking.FEEDING);
    }

    private static Derived derived(String code) {
        return new Derived(code, Wording.of("All in all?"), NO_YES);
    }

    private static List<String> codes(List<Question> questions) {
        return questions.stream().map(Question::code).toList();
    }

    private record Counts(long asked, long feeding, long derived) {
        static Counts of(Rubric rubric) {
            List<Question> all = rubric.questions().toList();
            long asked = all.stream().filter(Question::isAsked).count();
            long feeding = all.stream().filter(Question::isFeeding).count();
            return new Counts(asked - feeding, feeding, all.size() - asked);
        }
    }
}
