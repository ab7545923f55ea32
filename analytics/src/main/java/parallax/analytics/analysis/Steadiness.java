package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import parallax.analytics.Estimate;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.metric.TestRetest;

/// How steady raters' own answers are, where some were given twice; no row where none were.
final class Steadiness {
    private final Dataset data;
    private final AnalysisSettings settings;

    Steadiness(Dataset data, AnalysisSettings settings) {
        this.data = data;
        this.settings = settings;
    }

    /// @param raters whom the place is about
    List<Finding> findings(Place place, IntPredicate raters) {
        List<Finding> findings = new ArrayList<>();
        RepeatedAnswers repeats = data.repeats();
        if (repeats == null) {
            return findings;
        }
        if (settings.wants("testRetestAgreement")) {
            Estimate agreement = TestRetest.agreement(repeats, raters, settings.confidence());
            findings.add(place.finding("testRetestAgreement", null, protect(agreement)));
        }
        if (settings.wants("testRetestAlpha")) {
            Estimate alpha = TestRetest.alpha(repeats, raters, settings.confidence());
            findings.add(place.finding("testRetestAlpha", null, protect(alpha)));
        }
        return findings;
    }

    /// Of fewer raters than the least size nothing is told, however large their group is.
    private Estimate protect(Estimate estimate) {
        Integer raters = estimate.nRaters();
        return settings.minGroup() <= 1 || (raters != null && raters >= settings.minGroup())
                ? estimate
                : Estimate.undefined(
                        "fewer than " + settings.minGroup() + " raters answered an item twice",
                        estimate.method(),
                        null,
                        0);
    }
}
