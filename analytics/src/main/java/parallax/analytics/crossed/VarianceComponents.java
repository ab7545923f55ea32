package parallax.analytics.crossed;

import org.apache.commons.statistics.distribution.TDistribution;
import parallax.analytics.Estimand;

/// What makes the answers of a group vary, as variances of the share: of its raters, of items, of what a
/// rater makes of an item beside both, and of the answer itself, p(1 − p). They add up to the variance of
/// one answer, share·(1 − share).
///
/// @see <a href="https://doi.org/10.1007/978-1-4757-3456-0">Brennan 2001, Generalizability theory</a>
record VarianceComponents(double share, double raters, double items, double ratersOnItems, double answer) {

    /// The variance to expect of the share of a study of this size.
    double ofShare(StudySize size, Estimand estimand) {
        double single = (ratersOnItems + answer) / ((double) size.items() * size.answers());
        return single
                + (estimand.samplesRaters() ? raters / size.raters() : 0)
                + (estimand.samplesItems() ? items / size.items() : 0);
    }

    /// The width to expect of the interval of the share ([parallax.analytics.metric.PooledShare]): that of
    /// Wilson's with the effective number of answers that follows.
    double width(StudySize size, Estimand estimand, double confidence) {
        double clusters = switch (estimand) {
            case ITEMS_AND_RATERS_LIKE_THESE -> Math.min(size.raters(), size.items());
            case THESE_ITEMS_RATERS_LIKE_THESE -> size.raters();
            case ITEMS_LIKE_THESE_THESE_RATERS -> size.items();
        };
        double t = TDistribution.of(clusters - 1).inverseCumulativeProbability((1 + confidence) / 2);
        double n = share * (1 - share) / ofShare(size, estimand);
        double half = Math.sqrt(share * (1 - share) / n + t * t / (4 * n * n)) * t / (1 + t * t / n);
        double centre = (share + t * t / (2 * n)) / (1 + t * t / n);
        return Math.min(1, centre + half) - Math.max(0, centre - half);
    }

    /// How much of what the shares of items vary, with so many answers each, is the items': the
    /// dependability Φ of the soft labels.
    double reliability(int answers) {
        return items / (items + (raters + ratersOnItems + answer) / answers);
    }
}
