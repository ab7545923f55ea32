package parallax.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parallax.study.Pairwise.Neutral;

class PairwiseTest {
    private static final Wording WORDING = Wording.of("Which is better?");

    @Test
    void the_options_lean_to_neither_side() {
        assertEquals(List.of("a", "b"), codes(asked(1, Set.of())));
        assertEquals(List.of("a_much", "a", "tie", "b", "b_much"), codes(asked(2, Set.of(Neutral.TIE))));
        assertEquals(
                List.of("a_much", "a", "a_slightly", "tie", "b_slightly", "b", "b_much", "both_bad"),
                codes(asked(3, Set.of(Neutral.BOTH_BAD, Neutral.TIE))));
    }

    @Test
    void the_opposite_of_an_option_says_the_same_of_the_other_reply() {
        for (int strengths = 1; strengths <= 3; strengths++) {
            for (Set<Neutral> neutral : List.of(
                    Set.<Neutral>of(), Set.of(Neutral.TIE), Set.of(Neutral.BOTH_BAD), Set.of(Neutral.values()))) {
                Pairwise question = asked(strengths, neutral);
                List<String> codes = codes(question);
                List<String> turned = IntStream.range(0, codes.size())
                        .mapToObj(at -> codes.get(question.opposite(at)))
                        .toList();
                assertEquals(
                        codes.stream()
                                .map(code -> code.equals("tie") || code.equals("both_bad")
                                        ? code
                                        : (code.startsWith("a") ? "b" : "a") + code.substring(1))
                                .toList(),
                        turned);
                assertEquals(question, Pairwise.of("q", WORDING, question.options(), Asking.ALONE));
            }
        }
    }

    @Test
    void it_is_asked_of_two_replies_alone_and_so_is_what_follows_from_its_answer() {
        Rubric rubric = Rubric.named("preference");
        StoredRubric one = stored(rubric);
        assertTrue(one.questions().noneMatch(question -> one.isAbout(question.question())));
        StoredRubric two = one.about(Replies.TWO);
        assertTrue(two.questions().allMatch(question -> two.isAbout(question.question())));
        StoredRubric single = stored(Rubric.named("safety-short"));
        assertEquals(single, single.about(Replies.TWO_SWAPPED), "nothing of it depends on the replies");
    }

    @Test
    void either_reply_stands_first_as_often_as_the_other() {
        int keys = 10_000;
        long first = Stream.generate(UUID::randomUUID)
                .limit(keys)
                .map(Replies::two)
                .filter(shown -> shown == Replies.TWO)
                .count();
        assertEquals(keys / 2.0, (double) first, 4 * Math.sqrt(keys) / 2, "four standard deviations");
    }

    @Test
    void what_cannot_be_a_comparison_is_refused() {
        assertRefused("has 4 strengths", () -> asked(4, Set.of()));
        assertRefused("cannot be combined", () -> new Pairwise("q", WORDING, 2, Set.of(), Asking.FEEDING));
        String file = """
                {"title": "T", "groups": [{"title": "G", "questions": [
                  {"code": "q", "type": "pairwise", "role": "asked", "prompt": "Which?", %s}]}]}""";
        assertRefused("its options are not listed", () -> Rubric.fromJson(file.formatted("""
                "options": [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}]""")));
        assertRefused("offers 'draw'", () -> Rubric.fromJson(file.formatted("\"neutral\": [\"draw\"]")));
    }

    private static void assertRefused(String part, org.junit.jupiter.api.function.Executable making) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, making).getMessage());
        assertTrue(message.contains(part), message);
    }

    private static Pairwise asked(int strengths, Set<Neutral> neutral) {
        return new Pairwise("q", WORDING, strengths, neutral, Asking.ALONE);
    }

    private static List<String> codes(Question question) {
        return question.options().stream().map(AnswerOption::code).toList();
    }

    private static StoredRubric stored(Rubric rubric) {
        Map<String, Long> ids = new HashMap<>();
        rubric.questions().forEach(question -> ids.put(question.code(), 1L + ids.size()));
        return new StoredRubric(1, 1, rubric, ids);
    }
}
