package parallax.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelTest {

    @Test
    void options_refuse_what_cannot_be_answered() {
        assertThrows(IllegalArgumentException.class, () -> AnswerOptions.of("Yes", "Yes"));
        assertThrows(IllegalArgumentException.class, () -> AnswerOptions.of());
        assertThrows(
                IllegalArgumentException.class,
                () -> AnswerOptions.of("Yes", "No").withUnsafe("Maybe"));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnswerOptions.of("Yes", "No").withValues(List.of(1.0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnswerOptions.of("Yes", "No").withUnsafe("Yes").withUnsure("Yes"));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnswerOptions.of("Yes", "No").withValues(List.of(1.0, Double.NaN)));
    }

    @Test
    void an_unknown_option_is_named_with_those_there_are() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> WorkedExample.OPTIONS.indexOf("yes"));
        assertEquals("\"yes\" is not one of the options [No, Unsure, Yes]", error.getMessage());
    }

    @Test
    void merging_unsure_leaves_unsafe_and_everything_else() {
        CountTable merged = WorkedExample.everyone().under(UnsurePolicy.MERGE);
        assertEquals(List.of("No/Unsure", "Yes"), merged.options().names());
        assertEquals(Set.of("Yes"), merged.options().unsafe());
        assertEquals(7, merged.optionTotal(0));
        assertEquals(5, merged.optionTotal(1));
    }

    @Test
    void dropping_unsure_makes_it_missing() {
        CountTable dropped = WorkedExample.everyone().under(UnsurePolicy.DROP);
        assertEquals(List.of("No", "Yes"), dropped.options().names());
        assertEquals(11, dropped.total());
        assertEquals(3, dropped.rowTotal(2));
        assertNull(dropped.options().unsure());
    }

    @Test
    void a_policy_on_the_matrix_gives_the_same_counts_as_on_its_counts() {
        for (UnsurePolicy policy : UnsurePolicy.values()) {
            CountTable fromMatrix = WorkedExample.MATRIX.under(policy).countsByItem();
            CountTable fromCounts = WorkedExample.everyone().under(policy);
            assertEquals(cells(fromCounts), cells(fromMatrix), policy.label());
        }
    }

    @Test
    void dropping_unsure_from_a_question_without_unsure_is_refused() {
        AnswerOptions options = AnswerOptions.of("No", "Yes").withUnsafe("Yes");
        assertThrows(IllegalArgumentException.class, () -> UnsurePolicy.DROP.reduce(options));
        AnswerOptions harmless = AnswerOptions.of("No", "Yes");
        assertThrows(IllegalArgumentException.class, () -> UnsurePolicy.MERGE.reduce(harmless));
    }

    @Test
    void the_matrix_sorts_answers_by_item_and_rater_whatever_the_order_of_adding() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        List.of("a", "b").forEach(builder::item);
        List.of("x", "y", "z").forEach(builder::rater);
        builder.add("b", "z", "Yes").add("a", "y", "No").add("b", "x", "Unsure").add("a", "x", "Yes");
        RatingMatrix matrix = builder.build();
        assertEquals(4, matrix.answers());
        assertEquals(List.of(0, 2, 4), List.of(matrix.start(0), matrix.start(1), matrix.start(2)));
        assertEquals("x y x z", raters(matrix));
        assertEquals(List.of(1, 0, 1, 0, 1, 1), cells(matrix.countsByItem()));
    }

    @Test
    void a_second_answer_by_the_same_rater_is_refused_by_name() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        builder.add("a", "x", "No").add("b", "x", "No").add("a", "x", "Yes");
        DuplicateAnswerException error = assertThrows(DuplicateAnswerException.class, builder::build);
        assertEquals("Rater \"x\" answers item \"a\" twice", error.getMessage());
        assertEquals(2, error.answer());
    }

    @Test
    void counts_by_group_add_up_to_everyone() {
        ResponseCounts counts = WorkedExample.MATRIX.counts(WorkedExample.AGE);
        assertEquals(cells(WorkedExample.everyone()), cells(counts.everyone()));
        assertEquals(cells(counts.of(1)), cells(counts.rest(0)));
        assertEquals(4, counts.everyone().raters());
    }

    @Test
    void merging_counts_is_adding_data() {
        RatingMatrixBuilder first = RatingMatrix.builder(WorkedExample.OPTIONS);
        RatingMatrixBuilder second = RatingMatrix.builder(WorkedExample.OPTIONS);
        for (String rater : List.of("x", "y")) {
            first.rater(rater);
            second.rater(rater);
        }
        first.add("b", "x", "Yes").add("b", "y", "No");
        second.add("a", "x", "No").add("b2", "y", "Unsure");
        Axis axis = Axis.of("age", List.of("old", "young"));
        ResponseCounts merged = first.build().counts(axis).merge(second.build().counts(axis));
        assertEquals(List.of("b", "a", "b2"), merged.items());
        assertEquals(List.of(0, 0, 1, 1, 0, 0, 0, 0, 0), cells(merged.of(0)));
        assertEquals(List.of(1, 0, 0, 0, 0, 0, 0, 1, 0), cells(merged.of(1)));
        assertNull(merged.everyone().raters(), "the same rater may be in both parts");
    }

    @Test
    void an_intersection_holds_only_combinations_that_occur() {
        Axis age = Axis.of("age", Arrays.asList("old", "old", "young", "young", null));
        Axis town = Axis.of("town", Arrays.asList("A", "B", "A", "A", "B"));
        Axis both = age.cross(town);
        assertEquals("age*town", both.name());
        assertEquals(
                List.of("old|A", "old|B", "young|A"),
                both.groups().stream().map(RaterGroup::name).toList());
        assertEquals(Axis.NO_GROUP, both.groupOf(4));
        assertEquals("age*town", both.groups().getFirst().axis());
        assertNull(RaterGroup.EVERYONE.name());
    }

    @Test
    void an_estimate_has_either_a_finite_value_or_a_reason() {
        assertThrows(IllegalArgumentException.class, () -> Estimate.of(Double.NaN, "m", null, 1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(null, null, "m", null, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1.0, null, "m", null, 1, "why"));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(null, interval(0, 1), "m", null, 1, "why"));
        Estimate undefined = Estimate.undefined("fewer than 2 raters", "m", 1, 0);
        assertFalse(undefined.isDefined());
        IllegalStateException error = assertThrows(IllegalStateException.class, undefined::orThrow);
        assertEquals("Undefined: fewer than 2 raters", error.getMessage());
    }

    @Test
    void an_interval_runs_upwards_between_finite_ends() {
        assertThrows(IllegalArgumentException.class, () -> interval(1, 0));
        assertThrows(IllegalArgumentException.class, () -> interval(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> interval(0, Double.POSITIVE_INFINITY));
        assertTrue(interval(0, 1).contains(1) && !interval(0, 1).contains(1.01));
    }

    @Test
    void soft_and_hard_labels_keep_shares_and_ties() {
        CountTable counts = WorkedExample.table(2, 0, 2, 0, 0, 0, 1, 3, 0);
        assertEquals(
                List.of(0.5, 0.0, 0.5), SoftLabel.of(counts, 0).orElseThrow().shares());
        assertTrue(SoftLabel.of(counts, 1).isEmpty() && HardLabel.of(counts, 1).isEmpty());
        // (C + 1) / (n + 3): 3/7, 1/7, 3/7
        assertEquals(
                List.of(3 / 7.0, 1 / 7.0, 3 / 7.0),
                SoftLabel.smoothed(counts, 0, 1).shares());
        HardLabel tied = HardLabel.of(counts, 0).orElseThrow();
        assertEquals(List.of(0, 2), tied.options());
        assertTrue(tied.isTied());
        assertEquals(0, tied.first());
        assertEquals(1, HardLabel.of(counts, 2).orElseThrow().first());
    }

    @Test
    void counts_that_cannot_be_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> WorkedExample.table(1, 2));
        assertThrows(IllegalArgumentException.class, () -> WorkedExample.table(1, -2, 0));
        assertThrows(ArithmeticException.class, () -> WorkedExample.table(Integer.MAX_VALUE, 1, 0));
        CountTable one = WorkedExample.table(1, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> one.plus(WorkedExample.everyone()));
    }

    private static Interval interval(double low, double high) {
        return new Interval(low, high, Interval.STANDARD_CONFIDENCE, Estimand.ITEMS_AND_RATERS_LIKE_THESE);
    }

    private static String raters(RatingMatrix matrix) {
        List<String> raters = new ArrayList<>();
        for (int answer = 0; answer < matrix.answers(); answer++) {
            raters.add(matrix.raters().get(matrix.raterOf(answer)));
        }
        return String.join(" ", raters);
    }

    private static List<Integer> cells(CountTable table) {
        List<Integer> cells = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            for (int k = 0; k < table.options().size(); k++) {
                cells.add(table.count(row, k));
            }
        }
        return cells;
    }

    @Test
    void no_two_groups_share_a_name_whatever_their_values_hold() {
        RaterGroup one = RaterGroup.of("a", "x|y").and(RaterGroup.of("b", "z"));
        RaterGroup other = RaterGroup.of("a", "x").and(RaterGroup.of("b", "y|z"));
        assertEquals("x\\|y|z", one.name());
        assertEquals("x|y\\|z", other.name());
        assertEquals("x|y", RaterGroup.of("a", "x|y").name(), "a group of one axis is called as its value");
    }
}
