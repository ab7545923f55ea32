package parallax.analytics;

/// A 95 % confidence interval, in the units of the value it belongs to.
public record Interval(double low, double high) {

    /// The one confidence level used everywhere.
    public static final double LEVEL = 0.95;

    public Interval {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("An interval runs from low to high, not from " + low + " to " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
