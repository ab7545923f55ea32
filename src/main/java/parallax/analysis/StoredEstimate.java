package parallax.analysis;

import org.jspecify.annotations.Nullable;
import parallax.analytics.analysis.Finding;

/// One estimate of an analysis with its place.
///
/// @param finding the estimate: which metric of whom, against whom, how far from chance
/// @param nAnswers answers of the group that it is about; null where it is about a whole axis
public record StoredEstimate(Finding finding, @Nullable Long nAnswers) {
    public String question() {
        return String.valueOf(finding.question());
    }
}
