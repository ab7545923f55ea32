package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Fleiss' kappa: percent agreement above what the pooled answer shares would give by chance, (P −
/// Pe)/(1 − Pe) with Pe = Σ p_k². 1 when raters always agree, 0 at chance, negative below it.
///
/// Only items with two answers or more are read: P is their mean, p_k is pooled over their answers.
/// Undefined when there are fewer than two such items, or when every answer is the same.
///
/// @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
public final class FleissKappa {
    private static final String METHOD = "Fleiss' kappa, over items with two answers or more";

    private FleissKappa() {}

    public static Estimate of(CountTable byItem) {
        Estimate agreement = PercentAgreement.of(byItem);
        if (agreement.value() == null) {
            return Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0);
        }
        if (agreement.nItems() == 1) {
            return Estimate.undefined("only one item has two answers", METHOD, byItem.raters(), 1);
        }
        double unlike = unlike(byItem);
        return unlike == 0
                ? Estimate.undefined("every answer is the same", METHOD, byItem.raters(), agreement.nItems())
                : Estimate.of(1 - (1 - agreement.value()) / unlike, METHOD, byItem.raters(), agreement.nItems());
    }

    /// 1 − Pe = Σ p_k·(1 − p_k), the chance that two answers drawn from the pooled shares differ.
    static double unlike(CountTable byItem) {
        long[] chosen = KrippendorffAlpha.pairable(byItem);
        double all = KrippendorffAlpha.sum(chosen);
        double unlike = 0;
        for (long n : chosen) {
            unlike += n * (all - n) / (all * all);
        }
        return unlike;
    }
}
