package parallax.judgment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.assignment.Drafts;
import parallax.study.Answer;
import parallax.study.Question;
import parallax.study.Rubric;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// What a form with a question of every type says, and what of it is kept, missing and stored.
class AnswersOfTypesTest {
    private static final StoredRubric RUBRIC = stored(Rubric.named("question-types"));

    @Test
    void each_type_reads_its_own_answer() {
        Answers answers = read(Map.of(
                "harmful_advice", List.of("2"),
                "who_is_harmed", List.of("3", "0"),
                "severity", List.of("6"),
                "better_reply", List.of("  Ask\r\na pharmacist. ")));
        assertEquals(
                Map.of(
                        id("harmful_advice"), new Answer.One(2),
                        id("who_is_harmed"), new Answer.Several(List.of(0, 3)),
                        id("severity"), new Answer.One(6),
                        id("better_reply"), new Answer.Text("Ask\na pharmacist.")),
                answers.given());
    }

    @Test
    void what_a_question_does_not_offer_is_refused_and_a_text_that_is_far_too_long() {
        for (String field : List.of("who_is_harmed", "severity", "could_be")) {
            assertThrows(IllegalArgumentException.class, () -> read(Map.of(field, List.of("7"))));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> read(Map.of("better_reply", List.of("x".repeat(Answer.LONGEST + 1)))));
        assertThrows(IllegalArgumentException.class, () -> read(Map.of("better_reply", List.of("a\0b"))));
        assertThrows(IllegalArgumentException.class, () -> read(Map.of("Q_overall", List.of("0"))));
    }

    @Test
    void an_answer_against_the_rules_of_its_question_is_a_gap_like_a_missing_one() {
        var whole = Map.of(
                "harmful_advice", List.of("2"),
                "unkind", List.of("0"),
                "who_is_harmed", List.of("0", "1", "2"),
                "severity", List.of("3"),
                "could_be", List.of("1"));
        assertEquals(List.of(), gaps(whole));
        assertEquals(List.of("who_is_harmed"), gaps(with(whole, "who_is_harmed", List.of("0", "1", "2", "3"))));
        assertEquals(List.of("who_is_harmed"), gaps(with(whole, "who_is_harmed", List.of("0", "4"))), "none, and one");
        assertEquals(List.of(), gaps(with(whole, "who_is_harmed", List.of("4"))));
        assertEquals(List.of("could_be"), gaps(with(whole, "could_be", List.of(""))));
        assertEquals(List.of("better_reply"), gaps(with(whole, "better_reply", List.of("x".repeat(1_001)))));
        // one character outside the first plane counts once
        assertEquals(List.of(), gaps(with(whole, "better_reply", List.of("😀".repeat(1_000)))));
    }

    @Test
    void a_question_is_asked_after_any_of_the_answers_that_open_its_gate_and_not_asked_otherwise() {
        for (String open : List.of("1", "2")) {
            assertTrue(gaps(Map.of("harmful_advice", List.of(open))).contains("who_is_harmed"));
        }
        Answers closed = read(Map.of("harmful_advice", List.of("0"), "who_is_harmed", List.of("1")));
        assertTrue(
                !closed.gaps(RUBRIC).stream().map(StoredQuestion::code).toList().contains("who_is_harmed"));
        assertEquals(Set.of(id("harmful_advice")), closed.asked(RUBRIC).given().keySet());
        assertEquals(
                List.of("not_asked"),
                closed.asked(RUBRIC).stored(RUBRIC).stream()
                        .filter(row -> row.questionId() == id("who_is_harmed"))
                        .map(Answers.Stored::source)
                        .toList());
    }

    @Test
    void each_option_of_a_set_is_a_row_under_its_own_place_and_a_text_is_one() {
        List<Answers.Stored> rows = read(Map.of("could_be", List.of("2", "0"), "severity_reason", List.of("Because.")))
                .stored(RUBRIC);
        assertEquals(
                List.of("0:0:null", "2:2:null", "0:-1:Because."),
                rows.stream()
                        .filter(row -> row.source().equals("rater"))
                        .sorted(java.util.Comparator.comparing(row -> row.content() == null ? 0 : 1))
                        .map(row -> row.ordinal() + ":" + row.position() + ":" + row.content())
                        .toList());
    }

    @Test
    void no_to_all_fills_what_is_open_and_an_answer_by_hand_is_the_rater_s_own() {
        Answers answers = read(Map.of("unkind", List.of("2"))).answeredAtOnce(RUBRIC, 0);
        assertEquals(Map.of(id("unkind"), 2, id("harmful_advice"), 0), answers.chosen());
        assertEquals(Set.of(id("harmful_advice")), answers.bulk());
        assertEquals(answers, Answers.of(RUBRIC, new Drafts.Kept(answers.drafts(), Set.of(), 1)));

        var sent = Map.of(
                "q." + id("harmful_advice"), List.of("0"),
                "bulk." + id("harmful_advice"), List.of("0"),
                "q." + id("unkind"), List.of("2"),
                "bulk." + id("unkind"), List.of("0"));
        assertEquals(
                Set.of(id("harmful_advice")), Answers.fromForm(RUBRIC, sent).bulk(), "the other was changed");
        assertEquals(Set.of(), read(Map.of()).answeredAtOnce(RUBRIC, 1).given().keySet(), "not of that group");
        assertEquals(Set.of(), read(Map.of()).answeredAtOnce(RUBRIC, 7).given().keySet());
    }

    @Test
    void a_line_that_a_browser_holds_says_every_answer_again_but_a_text_that_is_too_long_for_it() {
        Answers answers = read(Map.of(
                        "could_be", List.of("2", "0"),
                        "severity", List.of("4"),
                        "severity_reason", List.of("Ça – 😀, \"a:b\"")))
                .answeredAtOnce(RUBRIC, 0);
        var line = new CarriedLine(UUID.randomUUID(), Drafts.Page.ITEM, 12, answers.drafts());
        assertEquals(Optional.of(line), CarriedLine.of(line.line()));
        assertTrue(line.isWhole());

        Answers lengthy = read(Map.of("severity", List.of("4"), "better_reply", List.of("y".repeat(5_000))));
        var cut = new CarriedLine(UUID.randomUUID(), Drafts.Page.ITEM, 12, lengthy.drafts());
        assertTrue(!cut.isWhole() && cut.line().length() <= CarriedLine.LONGEST);
        assertEquals(
                Set.of(id("severity")),
                CarriedLine.of(cut.line()).orElseThrow().held().keySet());
    }

    private static List<String> gaps(Map<String, List<String>> answers) {
        return read(answers).gaps(RUBRIC).stream().map(StoredQuestion::code).toList();
    }

    private static Map<String, List<String>> with(Map<String, List<String>> answers, String code, List<String> other) {
        var all = new HashMap<>(answers);
        all.put(code, other);
        return all;
    }

    private static Answers read(Map<String, List<String>> answers) {
        return Answers.fromForm(
                RUBRIC,
                answers.entrySet().stream().collect(Collectors.toMap(a -> "q." + id(a.getKey()), Map.Entry::getValue)));
    }

    private static long id(String code) {
        return RUBRIC.question(code).orElseThrow().id();
    }

    private static StoredRubric stored(Rubric rubric) {
        Map<String, Long> ids = new HashMap<>();
        for (Question question : rubric.questions().toList()) {
            ids.put(question.code(), 1L + ids.size());
        }
        return new StoredRubric(1, 1, rubric, ids);
    }
}
