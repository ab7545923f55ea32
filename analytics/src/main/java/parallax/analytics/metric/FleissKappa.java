package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Fleiss' kappa: percent agreement above what the pooled answer shares would give by chance, (P − Pe)/(1
/// − Pe) with Pe = Σ p_k². 1 when raters always agree, 0 at chance, negative below it.
///
/// Items with unequal numbers of answers: P is the mean over items with two answers or more, p_k is
/// pooled over all answers. Undefined when no item has two answers, or when every answer is the same.
///
/// @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
public final class FleissKappa {
    private static final String METHOD = "Fleiss' kappa, shares pooled over all answers";

    private FleissKappa() {}

    public static Estimate of(CountTable byItem) {
        Estimate agreement = PercentAgreement.of(byItem);
        if (agreement.value() == null) {
            return Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0);
        }
        double unlike = unlike(byItem);
        return unlike == 0
                ? Estimate.undefined("every answer is the same", METHOD, byItem.raters(), agreement.nItems())
                : Estimate.of(1 - (1 - agreement.value()) / unlike, METHOD, byItem.raters(), agreement.nItems());
    }

    /// 1 − Pe = Σ p_k·(1 − p_k), the chance that two answers drawn from the pooled shares differ.
    static double unlike(CountTable byItem) {
        double all = byItem.total();
        double unlike = 0;
        for (int k = 0; k < byItem.options().size(); k++) {
            double n = byItem.optionTotal(k);
            unlike += n * (all - n) / (all * all);
        }
        return unlike;
    }
}
