package parallax.analytics;

/// A confidence interval, in the units of the value it belongs to.
///
/// @param low        the lower bound, finite
/// @param high       the upper bound, finite and not below `low`
/// @param confidence the level that it claims, between 0 and 1: how often intervals made in this way hold the value
///     that they are about
/// @param estimand   the value that it is about
public record Interval(double low, double high, double confidence, Estimand estimand) {

    /// The confidence level where none is asked for.
    public static final double STANDARD_CONFIDENCE = 0.95;

    public Interval {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("An interval runs from low to high, not from " + low + " to " + high);
        }
        requireConfidence(confidence);
    }

    /// Returns a confidence level that is one.
    ///
    /// @throws IllegalArgumentException naming the value when it does not lie between 0 and 1
    public static double requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "A confidence level lies between 0 and 1, as .95 does; not " + confidence);
        }
        return confidence;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
