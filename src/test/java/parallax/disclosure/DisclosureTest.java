package parallax.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.analysis.GroupFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Place;

/// Which groups of the figures of this moment are marked as not for showing: those and no others that a release of
/// the same figures would hide.
class DisclosureTest {
    private static final int LEAST = 10;
    private static final boolean RATERS_KNOWN = true;
    private static final Disclosure MARKS = new Disclosure(LEAST, RATERS_KNOWN);

    @Test
    void whoever_subtracts_the_unmarked_groups_from_everyone_is_left_with_enough_people() {
        var random = new Random(20260202);
        for (int round = 0; round < 20_000; round++) {
            List<GroupFigures> groups = new ArrayList<>();
            int total = 0;
            for (int g = 0; g < 2 + random.nextInt(5); g++) {
                int raters = random.nextInt(30);
                total += raters;
                groups.add(group("g" + g, raters, 3L * raters));
            }
            Distribution shown = MARKS.show(figures(group("Everyone", total, 3L * total), groups));
            int left = total;
            long marked = 0;
            for (GroupDistribution group :
                    shown.groups().subList(1, shown.groups().size())) {
                assertNotNull(group.nRaters(), "marked, and shown");
                if (group.notForShowing()) {
                    marked++;
                } else {
                    left -= java.util.Objects.requireNonNull(group.nRaters());
                    assertTrue(group.nRaters() == 0 || group.nRaters() >= LEAST, shown.toString());
                }
            }
            boolean solvable = !shown.everyone().notForShowing() && marked == 1;
            assertFalse(solvable, "one marked group is everyone less the others: " + shown);
            assertTrue(
                    shown.everyone().notForShowing() || marked == 0 || left >= LEAST, left + " people left: " + shown);
        }
    }

    @Test
    void of_one_item_what_too_few_answers_stand_behind_is_marked() {
        QuestionFigures study =
                figures(group("Everyone", 45, 45), List.of(group("A", 15, 15), group("B", 15, 15), group("C", 15, 15)));
        QuestionFigures item =
                figures(group("Everyone", 27, 27), List.of(group("A", 3, 3), group("B", 11, 11), group("C", 13, 13)));
        assertEquals(List.of("A", "B"), marked(MARKS.showItem(study, item)));
        QuestionFigures few = figures(group("Everyone", 4, 4), List.of(group("A", 4, 4), group("B", 0, 0)));
        assertEquals(List.of("Everyone", "A", "B"), marked(MARKS.showItem(study, few)));
    }

    @Test
    void a_group_that_is_marked_in_the_study_is_marked_on_each_item() {
        QuestionFigures study =
                figures(group("Everyone", 40, 40), List.of(group("A", 4, 4), group("B", 15, 15), group("C", 21, 21)));
        QuestionFigures item =
                figures(group("Everyone", 40, 40), List.of(group("A", 4, 4), group("B", 15, 15), group("C", 21, 21)));
        assertEquals(List.of("A", "B"), marked(MARKS.showItem(study, item)));
    }

    @Test
    void estimates_about_a_small_group_or_against_one_or_over_its_axis_are_marked() {
        List<StoredEstimate> estimates = List.of(
                estimate(null, null, 40),
                estimate("A", null, 4),
                estimate("B", null, 15),
                estimate("C", null, 21),
                estimate("C", "rest", 21),
                estimate("C", "A", 21),
                estimate("A", "C", 4),
                new StoredEstimate(
                        new Finding(
                                new Place("Q", "axis", null, null, "category"),
                                "diversitySensitivityIndex",
                                null,
                                Estimate.of(1, "max", null, 1),
                                null),
                        null));
        List<ShownEstimate> shown = MARKS.show(estimates);
        assertTrue(shown.stream().allMatch(e -> e.stored().finding().estimate().isDefined()), "marked, and shown");
        assertEquals(
                List.of(false, true, true, false, false, true, true, true),
                shown.stream().map(e -> e.protection().notForShowing()).toList(),
                "the smallest other group is marked with the small one");
    }

    /// A group may be large, and those of it who answered an item twice a few.
    @Test
    void how_steady_a_few_are_is_marked_though_their_group_is_large() {
        List<StoredEstimate> estimates = List.of(
                estimate("large", null, 40),
                estimate("other", null, 40),
                estimate("third", null, 40),
                steadiness("large", 2),
                steadiness("other", 12),
                steadiness("third", 15),
                steadiness(null, 29));
        assertEquals(
                List.of("large", "other", "third", "third", "null"),
                MARKS.show(estimates).stream()
                        .filter(e -> !e.protection().notForShowing())
                        .map(e -> String.valueOf(e.stored().finding().group()))
                        .toList());
        assertTrue(
                MARKS.show(List.of(steadiness(null, 3))).getFirst().protection().notForShowing());
    }

    private static List<String> marked(Distribution shown) {
        return shown.groups().stream()
                .filter(GroupDistribution::notForShowing)
                .map(GroupDistribution::group)
                .toList();
    }

    private static QuestionFigures figures(GroupFigures everyone, List<GroupFigures> groups) {
        return new QuestionFigures("Q", "axis", UnsurePolicy.CATEGORY, List.of("No", "Yes"), 1, everyone, groups, null);
    }

    private static GroupFigures group(String name, int raters, long answers) {
        Estimate share = Estimate.of(0.5, "share", raters, 1);
        return new GroupFigures(name, raters, answers, List.of(share, share), share);
    }

    private static StoredEstimate steadiness(@Nullable String group, int raters) {
        Place place = new Place("Q", group == null ? null : "axis", group, null, "category");
        return new StoredEstimate(
                new Finding(place, "testRetestAgreement", null, Estimate.of(0.9, "share", raters, 1), null), null);
    }

    private static StoredEstimate estimate(@Nullable String group, @Nullable String against, int raters) {
        String axis = group == null ? null : "axis";
        Place place = new Place("Q", axis, group, against, "category");
        return new StoredEstimate(
                new Finding(place, "pUnsafe", null, Estimate.of(0.5, "share", raters, 1), null), (long) raters);
    }
}
