package parallax.signal;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.study.Signal;
import parallax.web.FormText;

/// The part of a form that chooses signals: a box `signal` for each, and beside it the field `…From`, from
/// which value on it counts.
///
/// @param ticked the words of the signals whose box was ticked
/// @param from what was typed beside each signal, by its word
public record SignalLimits(Set<String> ticked, Map<String, String> from) {
    public static SignalLimits typed(MultivaluedMap<String, String> form) {
        var from = new LinkedHashMap<String, String>();
        for (Signal signal : Signal.values()) {
            from.put(signal.word(), FormText.of(form.getFirst(signal.word() + "From")));
        }
        return new SignalLimits(new TreeSet<>(form.getOrDefault("signal", List.of())), from);
    }

    public static SignalLimits of(Map<Signal, Double> watched) {
        var ticked = new TreeSet<String>();
        var from = new LinkedHashMap<String, String>();
        for (Signal signal : Signal.values()) {
            from.put(signal.word(), number(watched.getOrDefault(signal, signal.usualLimit())));
        }
        watched.keySet().forEach(signal -> ticked.add(signal.word()));
        return new SignalLimits(ticked, from);
    }

    /// Signals by their words, as programs and commands name them.
    ///
    /// @throws IllegalArgumentException naming the word and the rule
    public static Map<Signal, Double> read(Map<String, @Nullable Double> from) {
        Map<Signal, Double> read = new EnumMap<>(Signal.class);
        from.forEach((word, limit) -> {
            Signal signal = Signal.of(word)
                    .orElseThrow(() -> new IllegalArgumentException("There is no signal “" + word + "”."));
            if (limit == null || !signal.mayBeRaisedFrom(limit)) {
                throw new IllegalArgumentException(
                        word + " is raised from a number above 0 and up to " + number(signal.most()) + ".");
            }
            read.put(signal, limit);
        });
        return read;
    }

    /// What must be put right, by field.
    public Map<String, String> problems() {
        var problems = new LinkedHashMap<String, String>();
        for (Signal signal : Signal.values()) {
            if (ticked.contains(signal.word()) && !signal.mayBeRaisedFrom(limit(signal))) {
                problems.put(
                        signal.word() + "From",
                        "“" + signal.title() + "” is raised from a number above 0 and up to " + number(signal.most())
                                + ".");
            }
        }
        return problems;
    }

    /// Of a form without problems.
    public Map<Signal, Double> chosen() {
        Map<Signal, Double> chosen = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            if (ticked.contains(signal.word())) {
                chosen.put(signal, limit(signal));
            }
        }
        return chosen;
    }

    private double limit(Signal signal) {
        String text = Objects.requireNonNullElse(from.get(signal.word()), "");
        return text.matches("\\d{1,9}(\\.\\d{1,6})?") ? Double.parseDouble(text) : -1;
    }

    public static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
