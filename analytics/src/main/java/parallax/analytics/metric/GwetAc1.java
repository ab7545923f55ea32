package parallax.analytics.metric;

import parallax.analytics.CountTable;
import parallax.analytics.Estimate;

/// Gwet's AC1: percent agreement above a chance that shrinks as answers concentrate, Pe = Σ p_k·(1 −
/// p_k)/(K − 1). At most 1; stays high where one option prevails and kappa collapses.
///
/// Only items with two answers or more are read: P is their mean, p_k is pooled over their answers. Undefined when no
/// item has two answers, or for a question with one option.
///
/// @see <a href="https://doi.org/10.1348/000711006X126600">Gwet 2008</a>
public final class GwetAc1 {
    private static final String METHOD = "Gwet's AC1, over items with two answers or more";

    private GwetAc1() {}

    public static Estimate of(CountTable byItem) {
        Estimate agreement = PercentAgreement.of(byItem);
        if (agreement.value() == null) {
            return Estimate.undefined("no item has two answers", METHOD, byItem.raters(), 0);
        }
        int options = byItem.options().size();
        if (options == 1) {
            return Estimate.undefined("the question has one option", METHOD, byItem.raters(), agreement.nItems());
        }
        double chance = FleissKappa.unlike(byItem) / (options - 1);
        return Estimate.of((agreement.value() - chance) / (1 - chance), METHOD, byItem.raters(), agreement.nItems());
    }
}
