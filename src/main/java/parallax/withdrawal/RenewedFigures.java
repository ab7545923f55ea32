package parallax.withdrawal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import parallax.analysis.AnalysisRuns;
import parallax.rater.Corrections;
import parallax.rater.Demographics;
import parallax.rater.Participation;

/// Lets figures follow what a rater corrected. Those of the study's own people are computed anew at
/// once; those that others see with their next release, so that nobody's answers can be read off the
/// difference.
@ApplicationScoped
public class RenewedFigures {
    private final Corrections corrections;
    private final AnalysisRuns analyses;

    public RenewedFigures(Corrections corrections, AnalysisRuns analyses) {
        this.corrections = corrections;
        this.analyses = analyses;
    }

    @Transactional
    public void afterCorrection(Participation rater, Demographics demographics) {
        if (corrections.correct(rater.id(), demographics)) {
            analyses.forgetStanding(rater.studyId());
        }
    }
}
