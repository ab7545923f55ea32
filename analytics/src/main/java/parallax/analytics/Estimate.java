package parallax.analytics;

import org.jspecify.annotations.Nullable;

/// One number with everything needed to read it, or the reason why there is none.
///
/// @param value    the value in the metric's own units, or null exactly when there is a reason
/// @param interval its confidence interval, or null when none was computed; `method` then says why where that
///     matters
/// @param method   how the value and its interval were computed
/// @param nRaters  raters behind the value, or null when the data do not say who answered
/// @param nItems   items behind the value
/// @param reason   why the value is undefined, or null when it is defined
public record Estimate(
        @Nullable Double value,
        @Nullable Interval interval,
        String method,
        @Nullable Integer nRaters,
        int nItems,
        @Nullable String reason) {

    public Estimate {
        if ((value == null) == (reason == null)) {
            throw new IllegalArgumentException(
                    "An estimate has either a value or a reason, not " + value + ", " + reason);
        }
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "An estimate's value is finite or undefined with a reason, not " + value);
        }
        if (value == null && interval != null) {
            throw new IllegalArgumentException("An undefined estimate has no interval");
        }
    }

    /// A defined value without an interval.
    public static Estimate of(double value, String method, @Nullable Integer nRaters, int nItems) {
        return new Estimate(value, null, method, nRaters, nItems, null);
    }

    public static Estimate undefined(String reason, String method, @Nullable Integer nRaters, int nItems) {
        return new Estimate(null, null, method, nRaters, nItems, reason);
    }

    public Estimate withInterval(Interval bounds, String intervalMethod) {
        return new Estimate(value, bounds, intervalMethod, nRaters, nItems, reason);
    }

    /// What the interval is about, or null when there is no interval.
    public @Nullable Estimand estimand() {
        return interval == null ? null : interval.estimand();
    }

    public boolean isDefined() {
        return value != null;
    }

    /// The value of an estimate known to be defined.
    ///
    /// @throws IllegalStateException with the reason when it is not
    public double orThrow() {
        if (value == null) {
            throw new IllegalStateException("Undefined: " + reason);
        }
        return value;
    }
}
