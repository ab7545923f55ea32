package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.analytics.AnswerOptions;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.WorkedExample;

/// Metrics within one group, on the worked example: counts 1 0 3, 4 0 0, 1 1 2, in all 6 1 5 of 12.
class AgreementTest {
    private static final CountTable EXAMPLE = WorkedExample.everyone();

    @Test
    void nominal_alpha_of_the_worked_example() {
        // N·Do = 6/3 + 0 + 10/3 = 16/3, N(N−1)·De = 144 − 62 = 82: alpha = 1 − (16/3)·11/82 = 35/123
        assertEquals(35 / 123.0, KrippendorffAlpha.nominal(EXAMPLE).orThrow(), 1e-15);
    }

    @Test
    void ordinal_alpha_of_the_worked_example() {
        // δ(No, Unsure) = 3.5², δ(Unsure, Yes) = 3², δ(No, Yes) = 6.5²
        // N·Do = 84.5 + 0 + 76.5 = 161, N(N−1)·De = 2·(6·12.25 + 5·9 + 30·42.25) = 2772
        assertEquals(13 / 36.0, KrippendorffAlpha.ordinal(EXAMPLE).orThrow(), 1e-15);
    }

    @Test
    void interval_alpha_of_the_worked_example() {
        // values 0 1 2: N·Do = 8 + 0 + 22/3 = 46/3, N(N−1)·De = 2·(6 + 5 + 120) = 262
        assertEquals(140 / 393.0, KrippendorffAlpha.interval(EXAMPLE).orThrow(), 1e-15);
        // values 0 0.5 1 only change the unit
        CountTable halves = CountTable.of(
                WorkedExample.OPTIONS.withValues(List.of(0.0, 0.5, 1.0)), new int[] {1, 0, 3, 4, 0, 0, 1, 1, 2}, null);
        assertEquals(140 / 393.0, KrippendorffAlpha.interval(halves).orThrow(), 1e-15);
    }

    @Test
    void alpha_of_krippendorffs_own_example() {
        // Krippendorff 2011, §C: four observers, twelve units, five values; nominal .743, ordinal .815, interval .849
        AnswerOptions five = AnswerOptions.of("1", "2", "3", "4", "5");
        int[] counts = {
            3, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 1, 1, 1, 0,
            0, 0, 0, 4, 0, 3, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0
        };
        CountTable table = CountTable.of(five, counts, 4);
        assertEquals(0.743, KrippendorffAlpha.nominal(table).orThrow(), 5e-4);
        assertEquals(0.815, KrippendorffAlpha.ordinal(table).orThrow(), 5e-4);
        assertEquals(0.849, KrippendorffAlpha.interval(table).orThrow(), 5e-4);
        assertEquals(11, KrippendorffAlpha.nominal(table).nItems(), "the twelfth unit has one answer");
    }

    @Test
    void percent_agreement_fleiss_and_gwet_of_the_worked_example() {
        // P = 6/12, 1, 2/12: mean 5/9. Pe(Fleiss) = (36 + 1 + 25)/144 = 31/72. Pe(Gwet) = (41/72)/2 = 41/144
        assertEquals(5 / 9.0, PercentAgreement.of(EXAMPLE).orThrow(), 1e-15);
        assertEquals(9 / 41.0, FleissKappa.of(EXAMPLE).orThrow(), 1e-15);
        assertEquals(39 / 103.0, GwetAc1.of(EXAMPLE).orThrow(), 1e-15);
    }

    @Test
    void unequal_numbers_of_answers_pool_their_shares() {
        // answers 2 0 / 1 2: P = 1 and 1/3, mean 2/3; pooled shares 3/5 and 2/5, not the items' mean 2/3 and 1/3
        CountTable unequal = CountTable.of(AnswerOptions.of("A", "B"), new int[] {2, 0, 1, 2}, null);
        double chance = 9 / 25.0 + 4 / 25.0;
        assertEquals((2 / 3.0 - chance) / (1 - chance), FleissKappa.of(unequal).orThrow(), 1e-15);
        double unlike = 12 / 25.0;
        assertEquals((2 / 3.0 - unlike) / (1 - unlike), GwetAc1.of(unequal).orThrow(), 1e-15);
    }

    @Test
    void negentropy_and_plurality_size_of_the_worked_example() {
        double i1 = 2 * Math.log(2) - 0.75 * Math.log(3);
        assertEquals(
                Math.log(3) - (i1 + 1.5 * Math.log(2)) / 3,
                Negentropy.of(EXAMPLE).orThrow(),
                1e-15);
        // 3/4, 4/4, 2/4
        assertEquals(3 / 4.0, PluralitySize.of(EXAMPLE).orThrow(), 1e-15);
        assertEquals(0, PluralitySize.tied(EXAMPLE).orThrow());
        assertEquals(1 / 3.0, PluralitySize.tied(WorkedExample.old()).orThrow());
    }

    @Test
    void an_item_with_one_answer_tells_nothing_about_agreement() {
        CountTable extended = WorkedExample.table(1, 0, 3, 4, 0, 0, 1, 1, 2, 0, 1, 0);
        assertEquals(35 / 123.0, KrippendorffAlpha.nominal(extended).orThrow(), 1e-15);
        assertEquals(3, KrippendorffAlpha.nominal(extended).nItems());
        assertEquals(5 / 9.0, PercentAgreement.of(extended).orThrow(), 1e-15);
    }

    @Test
    void one_rater_or_constant_answers_have_no_reliability() {
        CountTable single = WorkedExample.table(1, 0, 0, 0, 0, 1);
        CountTable constant = WorkedExample.table(3, 0, 0, 2, 0, 0);
        for (Estimate estimate : List.of(
                KrippendorffAlpha.nominal(single),
                KrippendorffAlpha.ordinal(single),
                KrippendorffAlpha.interval(single),
                PercentAgreement.of(single),
                FleissKappa.of(single),
                GwetAc1.of(single))) {
            assertEquals("no item has two answers", estimate.reason(), estimate.method());
        }
        for (Estimate estimate : List.of(
                KrippendorffAlpha.nominal(constant),
                KrippendorffAlpha.ordinal(constant),
                KrippendorffAlpha.interval(constant),
                FleissKappa.of(constant))) {
            assertEquals("every answer is the same", estimate.reason(), estimate.method());
        }
        assertEquals(1, PercentAgreement.of(constant).orThrow());
        assertEquals(1, GwetAc1.of(constant).orThrow());
        CountTable oneOption = CountTable.of(AnswerOptions.of("Seen"), new int[] {2, 3}, null);
        assertEquals("the question has one option", GwetAc1.of(oneOption).reason());
    }

    @Test
    void single_answers_are_no_agreement() {
        CountTable single = WorkedExample.table(1, 0, 0, 0, 0, 0, 0, 0, 1);
        for (Estimate estimate : List.of(
                Entropy.of(single),
                Negentropy.of(single),
                PluralitySize.of(single),
                PluralitySize.tied(single),
                ContestedShare.unanimous(single),
                ContestedShare.noMajority(single))) {
            assertEquals("no item has two answers", estimate.reason(), estimate.method());
        }
    }

    @Test
    void items_with_one_answer_change_no_agreement() {
        CountTable pairs = WorkedExample.table(3, 1, 0, 0, 1, 2);
        CountTable withSingles = WorkedExample.table(3, 1, 0, 0, 1, 2, 1, 0, 0, 1, 0, 0, 1, 0, 0);
        assertEquals(FleissKappa.of(pairs), FleissKappa.of(withSingles));
        assertEquals(GwetAc1.of(pairs), GwetAc1.of(withSingles));
        assertEquals(Entropy.of(pairs), Entropy.of(withSingles));
        assertEquals(PluralitySize.of(pairs), PluralitySize.of(withSingles));
        assertEquals(ContestedShare.unanimous(pairs), ContestedShare.unanimous(withSingles));
    }

    @Test
    void one_item_has_no_agreement_beyond_chance() {
        CountTable oneItem = WorkedExample.table(2, 1, 2, 0, 0, 1);
        for (Estimate estimate : List.of(
                KrippendorffAlpha.nominal(oneItem),
                KrippendorffAlpha.ordinal(oneItem),
                KrippendorffAlpha.interval(oneItem),
                FleissKappa.of(oneItem))) {
            assertEquals("only one item has two answers", estimate.reason(), estimate.method());
        }
        CountTable others = WorkedExample.table(1, 1, 0, 0, 0, 0);
        assertEquals(
                "only one item was answered by both",
                CrossReplicationReliability.of(oneItem, others).reason());
    }
}
