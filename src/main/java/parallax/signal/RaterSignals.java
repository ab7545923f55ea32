package parallax.signal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.study.Signal;

/// What a study's signals say of one rater, each by itself.
///
/// @param rater the rater's random name in the study
/// @param judged how many items they judged
/// @param values in the order of the signals; only those that the study looks at
public record RaterSignals(long participation, String rater, int judged, List<Value> values) {
    public RaterSignals {
        values = List.copyOf(values);
    }

    /// @param value null where there is none, as for a rater without times
    /// @param raised whether it reaches the study's limit
    public record Value(Signal signal, @Nullable Double value, boolean raised) {
        static Value of(Signal signal, @Nullable Double value, double limit) {
            return new Value(signal, value, value != null && value >= limit);
        }
    }

    /// The value of a signal; empty where there is none.
    public Optional<Double> value(Signal signal) {
        for (Value one : values) {
            if (one.signal() == signal) {
                return Optional.ofNullable(one.value());
            }
        }
        return Optional.empty();
    }

    public boolean isAnyRaised() {
        return values.stream().anyMatch(Value::raised);
    }
}
