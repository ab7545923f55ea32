package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RaterGroup;
import parallax.analytics.ResponseCounts;
import parallax.analytics.WorkedExample;

/// Metrics between two groups, on the worked example: old 0 0 2, 2 0 0, 1 1 0; young 1 0 1, 2 0 0, 0 0
/// 2.
class CrossGroupTest {
    private static final CountTable OLD = WorkedExample.old();
    private static final CountTable YOUNG = WorkedExample.young();

    @Test
    void xrr_of_the_worked_example() {
        // differing pairs 2, 0, 4 of 4 each: d_o = 6/12. X = 3 1 2, Y = 3 0 3: d_e = 1 − 15/36 = 7/12
        assertEquals(1 / 7.0, CrossReplicationReliability.of(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1 / 7.0, CrossReplicationReliability.of(YOUNG, OLD).orThrow(), 1e-15);
    }

    @Test
    void gai_of_the_worked_example() {
        // IRR: old 1 − 2·5/22 = 6/11, young 1 − 2·5/18 = 4/9
        assertEquals(42 / 11.0, GroupAssociationIndex.of(OLD, YOUNG).orThrow(), 1e-14);
        assertEquals(28 / 9.0, GroupAssociationIndex.of(YOUNG, OLD).orThrow(), 1e-14);
        Estimate dsi = DiversitySensitivityIndex.of(WorkedExample.MATRIX.counts(WorkedExample.AGE));
        assertEquals(42 / 11.0, dsi.orThrow(), 1e-14);
        assertEquals(
                Math.sqrt(33 / 8.0) / 7,
                NormalisedCrossReplicationReliability.of(OLD, YOUNG).orThrow(),
                1e-15);
    }

    @Test
    void voting_agreement_gives_ties_to_the_first_option_and_reports_them() {
        // votes: Yes No, No No, No Yes (i1 tied for young, i3 for old): alpha = 1 − 4·5/16
        Estimate votes = VotingAgreement.of(OLD, YOUNG);
        assertEquals(-1 / 4.0, votes.orThrow(), 1e-15);
        assertTrue(votes.method().endsWith("(66.7 % of items tied)"), votes.method());
    }

    @Test
    void cross_negentropy_of_the_worked_example() {
        // observed: i1 ln 3 + ln(1/2), i2 ln 3, i3 ln 3 with both terms left out
        assertEquals(
                Math.log(3) - Math.log(2) / 3,
                CrossNegentropy.observed(OLD, YOUNG).orThrow(),
                1e-15);
        // smoothed by 1/2: q = 3/7, 5/7, and 1/7 for both of old's options on i3
        assertEquals(
                Math.log(3) + Math.log(15 / 343.0) / 3,
                CrossNegentropy.of(OLD, YOUNG, CrossNegentropy.JEFFREYS).orThrow(),
                1e-15);
        assertEquals(
                "the others never chose an option that the group chose",
                CrossNegentropy.of(OLD, YOUNG, 0).reason());
        assertThrows(IllegalArgumentException.class, () -> CrossNegentropy.of(OLD, YOUNG, -1));
    }

    @Test
    void groups_that_never_agree_are_perfectly_agreed_only_to_the_observed_form() {
        CountTable yes = WorkedExample.table(0, 0, 2, 0, 0, 2);
        CountTable no = WorkedExample.table(2, 0, 0, 2, 0, 0);
        assertEquals(Math.log(3), CrossNegentropy.observed(yes, no).orThrow(), 1e-15);
        assertEquals(Math.log(3 / 7.0), CrossNegentropy.of(yes, no, 0.5).orThrow(), 1e-15);
        assertEquals(
                "both groups always vote for the same option",
                VotingAgreement.of(yes, yes).reason());
    }

    @Test
    void distances_between_the_groups_of_the_worked_example() {
        // shares 3/6 1/6 2/6 and 3/6 0 3/6; items: (0 0 1, ½ 0 ½), equal, (½ ½ 0, 0 0 1)
        double log3 = Math.log(3) / Math.log(2);
        double log5 = Math.log(5) / Math.log(2);
        assertEquals(
                0.5 * (1 / 6.0 + (2 - log5) / 3 + (1 + log3 - log5) / 2),
                JensenShannonDivergence.marginal(OLD, YOUNG).orThrow(),
                1e-15);
        assertEquals(
                5 / 6.0 - log3 / 4, JensenShannonDivergence.itemwise(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1 / 6.0, TotalVariation.marginal(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1 / 2.0, TotalVariation.itemwise(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1 / 3.0, ManhattanDistance.marginal(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1.0, ManhattanDistance.itemwise(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(1 / 6.0, WassersteinDistance.marginal(OLD, YOUNG).orThrow(), 1e-15);
        assertEquals(5 / 6.0, WassersteinDistance.itemwise(OLD, YOUNG).orThrow(), 1e-15);
        // −(½ ln ½ + ½ ln ⅓)
        assertEquals(Math.log(6) / 2, CrossEntropy.marginal(YOUNG, OLD).orThrow(), 1e-15);
    }

    @Test
    void cross_entropy_is_undefined_where_the_others_never_chose_an_option() {
        String reason = "the others never chose an option that the group chose";
        assertEquals(reason, CrossEntropy.marginal(OLD, YOUNG).reason());
        assertEquals(reason, CrossEntropy.itemwise(OLD, YOUNG).reason());
        // i1 ln 2, i2 0: mean ½ ln 2
        CountTable group = WorkedExample.table(0, 0, 2, 2, 0, 0);
        assertEquals(
                Math.log(2) / 2,
                CrossEntropy.itemwise(group, WorkedExample.table(1, 0, 1, 2, 0, 0))
                        .orThrow(),
                1e-15);
    }

    @Test
    void wasserstein_needs_values_that_rise() {
        CountTable falling =
                CountTable.of(WorkedExample.OPTIONS.withValues(List.of(0.0, 2.0, 2.0)), new int[] {1, 1, 1}, null);
        String reason = "the options' values do not rise in declared order";
        assertEquals(reason, WassersteinDistance.marginal(falling, falling).reason());
        assertEquals(reason, WassersteinDistance.itemwise(falling, falling).reason());
        CountTable stretched =
                CountTable.of(WorkedExample.OPTIONS.withValues(List.of(0.0, 1.0, 5.0)), new int[] {1, 0, 0}, null);
        CountTable other =
                CountTable.of(WorkedExample.OPTIONS.withValues(List.of(0.0, 1.0, 5.0)), new int[] {0, 0, 1}, null);
        assertEquals(5, WassersteinDistance.marginal(stretched, other).orThrow());
    }

    @Test
    void tables_that_do_not_match_are_no_basis_for_comparison() {
        CountTable shorter = WorkedExample.table(1, 0, 0);
        for (GroupMetric metric : GroupMetric.values()) {
            if (metric.comparesGroups() && metric != GroupMetric.GAI && metric != GroupMetric.NORMALISED_XRR) {
                assertThrows(IllegalArgumentException.class, () -> metric.of(OLD, shorter), metric.label());
            }
        }
    }

    @Test
    void the_items_and_ties_behind_a_comparison_are_told() {
        // i1 is tied for the young, i3 for the old
        assertEquals(3, CrossReplicationReliability.of(OLD, YOUNG).nItems());
        assertTrue(VotingAgreement.of(OLD, YOUNG).method().endsWith("(66.7 % of items tied)"));
        CountTable decided = WorkedExample.table(0, 0, 2, 2, 0, 0, 2, 0, 0);
        assertTrue(VotingAgreement.of(decided, decided).method().endsWith("(0.0 % of items tied)"));
    }

    @Test
    void what_moves_to_and_fro_along_the_scale_is_counted_both_ways() {
        // shares ½ 0 ½ and 0 1 0: half an answer moves up one step, half moves down one
        CountTable ends = WorkedExample.table(1, 0, 1);
        CountTable middle = WorkedExample.table(0, 1, 0);
        assertEquals(1, WassersteinDistance.marginal(ends, middle).orThrow());
        var one = parallax.analytics.SoftLabel.of(ends, 0).orElseThrow();
        var other = parallax.analytics.SoftLabel.of(middle, 0).orElseThrow();
        assertEquals(1, JensenShannonDivergence.between(one, other), 1e-15);
    }

    @Test
    void the_largest_index_counts_the_groups_without_one() {
        List<String> items = List.of("i1", "i2", "i3");
        List<RaterGroup> names = List.of(RaterGroup.of("age", "old"), RaterGroup.of("age", "young"));
        ResponseCounts both = new ResponseCounts(WorkedExample.OPTIONS, items, names, List.of(OLD, YOUNG));
        assertEquals(
                "largest GAI against everyone else",
                DiversitySensitivityIndex.of(both).method());
        CountTable lone = WorkedExample.table(0, 0, 1, 1, 0, 0, 0, 0, 1);
        ResponseCounts one = new ResponseCounts(WorkedExample.OPTIONS, items, names, List.of(OLD, lone));
        assertEquals(
                "largest GAI against everyone else (undefined for 1 of 2 groups)",
                DiversitySensitivityIndex.of(one).method());
        ResponseCounts none = new ResponseCounts(WorkedExample.OPTIONS, items, names, List.of(lone, lone));
        assertEquals(
                "no group has a defined GAI", DiversitySensitivityIndex.of(none).reason());
    }

    @Test
    void labels_compare_like_groups() {
        var machine =
                parallax.analytics.SoftLabel.of(WorkedExample.table(1, 1, 2), 0).orElseThrow();
        var people =
                parallax.analytics.SoftLabel.of(WorkedExample.table(0, 0, 3), 0).orElseThrow();
        assertEquals(0.5, TotalVariation.between(machine, people));
        assertEquals(1, ManhattanDistance.between(machine, people));
        // distance of (¼ ¼ ½) from (0 0 1): ¼·2 + ¼·1
        assertEquals(0.75, WassersteinDistance.between(machine, people, WorkedExample.OPTIONS));
        assertEquals(Math.log(2), CrossEntropy.between(people, machine), 1e-15);
        assertEquals(Double.POSITIVE_INFINITY, CrossEntropy.between(machine, people));
        assertEquals(0, JensenShannonDivergence.between(people, people));
        var two = new parallax.analytics.SoftLabel(List.of(0.5, 0.5));
        assertThrows(IllegalArgumentException.class, () -> TotalVariation.between(two, people));
    }

    @Test
    void disjoint_items_are_no_basis_for_comparison() {
        CountTable first = WorkedExample.table(1, 0, 1, 1, 0, 1, 0, 0, 0);
        CountTable second = WorkedExample.table(0, 0, 0, 0, 0, 0, 1, 0, 1);
        for (Estimate estimate : List.of(
                CrossReplicationReliability.of(first, second),
                VotingAgreement.of(first, second),
                CrossNegentropy.observed(first, second),
                JensenShannonDivergence.itemwise(first, second))) {
            assertEquals("no item was answered by both", estimate.reason(), estimate.method());
        }
        assertEquals(
                "XRR is undefined: no item was answered by both",
                GroupAssociationIndex.of(first, second).reason());
        assertEquals(0, JensenShannonDivergence.marginal(first, second).orThrow());
    }

    @Test
    void a_group_equal_to_everyone_has_nobody_to_compare_with() {
        CountTable nobody = WorkedExample.table(0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(
                "the others have no answers",
                TotalVariation.marginal(OLD, nobody).reason());
        assertEquals(
                "the group has no answers", TotalVariation.marginal(nobody, OLD).reason());
        assertEquals(
                "IRR is undefined: no item has two answers",
                GroupAssociationIndex.of(nobody, OLD).reason());
        assertEquals(
                "XRR is undefined: no item was answered by both",
                NormalisedCrossReplicationReliability.of(OLD, nobody).reason());
    }

    @Test
    void ratios_are_undefined_unless_their_denominators_are_above_zero() {
        // old against its own reverse: XRR below 0
        CountTable group = WorkedExample.table(2, 0, 0, 0, 0, 2);
        CountTable reverse = WorkedExample.table(0, 0, 2, 2, 0, 0);
        assertEquals(
                "XRR is not above 0", GroupAssociationIndex.of(group, reverse).reason());
        // IRR of a split group is below 0: GAI negative and defined, normalised XRR undefined
        CountTable split = WorkedExample.table(1, 0, 1, 2, 0, 1);
        CountTable leaning = WorkedExample.table(1, 0, 2, 3, 0, 0);
        assertTrue(KrippendorffAlpha.nominal(split).orThrow() < 0);
        assertTrue(GroupAssociationIndex.of(split, leaning).orThrow() < 0);
        assertEquals(
                "IRR of the group is not above 0",
                NormalisedCrossReplicationReliability.of(split, leaning).reason());
        assertEquals(
                "IRR of the others is not above 0",
                NormalisedCrossReplicationReliability.of(leaning, split).reason());
        CountTable single = WorkedExample.table(1, 0, 0, 0, 0, 1);
        assertEquals(
                "IRR is undefined for the others: no item has two answers",
                NormalisedCrossReplicationReliability.of(group, single).reason());
        CountTable same = WorkedExample.table(2, 0, 0, 2, 0, 0);
        assertEquals(
                "every answer is the same",
                CrossReplicationReliability.of(same, same).reason());
    }

    @Test
    void products_of_large_counts_do_not_wrap() {
        // 46,341² is the first square beyond int: one item, groups split evenly, then a second item all for A
        int big = 46_341;
        CountTable group = WorkedExample.table(big, 0, 0, 0, 0, big);
        CountTable others = WorkedExample.table(big, 0, 0, 0, 0, big);
        assertEquals(1, CrossReplicationReliability.of(group, others).orThrow(), 1e-15);
        CountTable halves = WorkedExample.table(big, 0, big, big, 0, big);
        assertEquals(0, CrossReplicationReliability.of(group, halves).orThrow(), 1e-12);
        // N·Do = 4B²/(2B − 1), N(N−1)·De = 8B², N = 4B: alpha = −1/(4B − 2)
        assertEquals(-1 / (4.0 * big - 2), KrippendorffAlpha.nominal(halves).orThrow(), 1e-15);
    }
}
