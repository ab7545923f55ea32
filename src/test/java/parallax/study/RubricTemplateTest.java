package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.study.RubricTemplate.Group;
import parallax.study.RubricTemplate.Option;
import parallax.study.RubricTemplate.Question;
import parallax.study.RubricTemplate.Reading;
import parallax.study.RubricTemplate.Role;

class RubricTemplateTest {
    private static final List<Option> NO_YES =
            List.of(new Option("No", "No", Reading.SAFE), new Option("Yes", "Yes", Reading.UNSAFE));

    @ParameterizedTest
    @ValueSource(strings = {"dices-350", "dices-990", "safety-short"})
    void every_asked_question_of_a_bundled_template_says_what_it_means_with_an_example_of_either_kind(String name) {
        RubricTemplate.named(name)
                .questions()
                .filter(question -> question.role() != Role.DERIVED)
                .forEach(question -> {
                    assertFalse(question.definition().isBlank(), question.code());
                    assertFalse(question.positive().isBlank(), question.code());
                    assertFalse(question.negative().isBlank(), question.code());
                });
    }

    /// Counted in the public header of the 350 file: 20 answers that its data description calls granular
    /// (fields 15 to 34, one of them on comprehension) and 4 that it calls aggregated (fields 35 to 38).
    @Test
    void the_350_template_asks_20_questions_and_derives_4() {
        assertEquals(new Counts(1, 19, 4), Counts.of(RubricTemplate.named("dices-350")));
    }

    /// Counted in the public header of the 990 file: fields 10 to 34 are asked, 35 to 38 aggregated.
    @Test
    void the_990_template_asks_25_questions_and_derives_4() {
        assertEquals(new Counts(1, 24, 4), Counts.of(RubricTemplate.named("dices-990")));
    }

    @Test
    void the_short_template_asks_seven_questions_on_three_options() {
        RubricTemplate template = RubricTemplate.named("safety-short");
        assertEquals(new Counts(1, 6, 0), Counts.of(template));
        template.questions()
                .forEach(question -> assertEquals(
                        List.of("No", "Unsure", "Yes"),
                        template.offered(question).stream().map(Option::code).toList()));
    }

    @Test
    void comprehension_says_nothing_about_safety() {
        RubricTemplate template = RubricTemplate.named("dices-350");
        Question comprehension = template.questions().findFirst().orElseThrow();
        assertEquals(4, template.offered(comprehension).size());
        template.offered(comprehension).forEach(option -> assertNull(option.reading()));
    }

    @Test
    void a_question_code_cannot_occur_twice() {
        assertRefused("occurs twice", question("a", Role.FEEDING), question("a", Role.FEEDING));
    }

    @Test
    void nothing_can_be_derived_from_nothing() {
        assertRefused("derives a question from nothing", question("a", Role.ASKED), question("b", Role.DERIVED));
    }

    @Test
    void a_feeding_question_needs_a_reading_on_every_option() {
        Question feeding = new Question(
                "a", Role.FEEDING, "Is it?", "", "", "", List.of(NO_YES.get(0), new Option("Maybe", "Maybe", null)));
        assertRefused("the option 'Maybe' of question 'a' has no reading", feeding);
    }

    @Test
    void an_unknown_template_is_named_in_the_refusal() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> RubricTemplate.named("missing"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("/rubrics/missing.json"));
    }

    private static void assertRefused(String rule, Question... questions) {
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new RubricTemplate("Test", NO_YES, List.of(new Group("Group", "", List.of(questions)))));
        assertTrue(String.valueOf(refusal.getMessage()).contains(rule), refusal.getMessage());
    }

    private static Question question(String code, Role role) {
        return new Question(code, role, "Is it?", "", "", "", List.of());
    }

    private record Counts(long asked, long feeding, long derived) {
        static Counts of(RubricTemplate template) {
            return new Counts(
                    count(template, Role.ASKED), count(template, Role.FEEDING), count(template, Role.DERIVED));
        }

        private static long count(RubricTemplate template, Role role) {
            return template.questions()
                    .filter(question -> question.role() == role)
                    .count();
        }
    }
}
