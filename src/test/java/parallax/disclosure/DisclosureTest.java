package parallax.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.analysis.Audience;
import parallax.analysis.GroupFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Place;

/// What a viewer is shown, and what somebody who subtracts the shown from the total can learn of the hidden.
class DisclosureTest {
    private static final int LEAST = 10;
    private static final Disclosure OF_RESEARCHER = new Disclosure(Audience.STAFF, false, LEAST, true);
    private static final Disclosure OF_EXPORTER = new Disclosure(Audience.STAFF, true, LEAST, true);

    @Test
    void whoever_subtracts_the_shown_groups_from_everyone_is_left_with_enough_people() {
        var random = new Random(20260202);
        for (int round = 0; round < 20_000; round++) {
            List<GroupFigures> groups = new ArrayList<>();
            int total = 0;
            for (int g = 0; g < 2 + random.nextInt(5); g++) {
                int raters = random.nextInt(30);
                total += raters;
                groups.add(group("g" + g, raters, 3L * raters));
            }
            Distribution shown = OF_RESEARCHER.show(figures(group("Everyone", total, 3L * total), groups));
            int left = total;
            long hidden = 0;
            for (GroupDistribution group :
                    shown.groups().subList(1, shown.groups().size())) {
                if (group.hidden()) {
                    hidden++;
                } else {
                    left -= java.util.Objects.requireNonNull(group.nRaters());
                    assertTrue(group.nRaters() == 0 || group.nRaters() >= LEAST, shown.toString());
                }
            }
            boolean solvable = !shown.everyone().hidden() && hidden == 1;
            assertFalse(solvable, "one hidden group is everyone less the shown: " + shown);
            assertTrue(shown.everyone().hidden() || hidden == 0 || left >= LEAST, left + " people left: " + shown);
        }
    }

    @Test
    void of_one_item_whoever_reads_no_single_judgments_sees_only_what_enough_answers_stand_behind() {
        QuestionFigures study =
                figures(group("Everyone", 45, 45), List.of(group("A", 15, 15), group("B", 15, 15), group("C", 15, 15)));
        QuestionFigures item =
                figures(group("Everyone", 27, 27), List.of(group("A", 3, 3), group("B", 11, 11), group("C", 13, 13)));
        assertEquals(List.of("A", "B"), hidden(OF_RESEARCHER.showItem(study, item)));
        assertEquals(List.of(), hidden(OF_EXPORTER.showItem(study, item)));
        QuestionFigures few = figures(group("Everyone", 4, 4), List.of(group("A", 4, 4), group("B", 0, 0)));
        assertEquals(List.of("Everyone", "A", "B"), hidden(OF_RESEARCHER.showItem(study, few)));
    }

    @Test
    void a_group_that_the_study_hides_is_hidden_of_each_item_even_for_who_reads_every_judgment() {
        QuestionFigures study =
                figures(group("Everyone", 40, 40), List.of(group("A", 4, 4), group("B", 15, 15), group("C", 21, 21)));
        QuestionFigures item =
                figures(group("Everyone", 40, 40), List.of(group("A", 4, 4), group("B", 15, 15), group("C", 21, 21)));
        assertEquals(List.of("A", "B"), hidden(OF_EXPORTER.showItem(study, item)));
    }

    @Test
    void estimates_about_a_hidden_group_or_against_one_or_over_its_axis_are_withheld() {
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
        List<@Nullable Double> values = new ArrayList<>();
        OF_RESEARCHER
                .show(estimates)
                .forEach(e -> values.add(e.finding().estimate().value()));
        assertNotNull(values.get(0));
        assertNull(values.get(1));
        assertNull(values.get(2), "the smallest other group is hidden with it");
        assertNotNull(values.get(3));
        assertNotNull(values.get(4));
        assertNull(values.get(5));
        assertNull(values.get(6));
        assertNull(values.get(7));
    }

    /// A group may be large, and those of it who answered an item twice a few.
    @Test
    void how_steady_a_few_are_is_not_told_though_their_group_is_large() {
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
                OF_RESEARCHER.show(estimates).stream()
                        .filter(e -> e.finding().estimate().isDefined())
                        .map(e -> String.valueOf(e.finding().group()))
                        .toList());
        assertNull(OF_RESEARCHER
                .show(List.of(steadiness(null, 3)))
                .getFirst()
                .finding()
                .estimate()
                .value());
    }

    /// Beside the figures of everybody they would tell what the few who are left out answered.
    @Test
    void an_analysis_that_leaves_raters_out_is_for_those_who_may_read_single_judgments() {
        List<StoredEstimate> estimates = List.of(estimate(null, null, 40), estimate("large", null, 40));
        assertTrue(OF_RESEARCHER.showWithoutExcluded(estimates).stream()
                .noneMatch(e -> e.finding().estimate().isDefined()));
        assertTrue(OF_EXPORTER.showWithoutExcluded(estimates).stream()
                .allMatch(e -> e.finding().estimate().isDefined()));
    }

    private static List<String> hidden(Distribution shown) {
        return shown.groups().stream()
                .filter(GroupDistribution::hidden)
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
