package parallax.analysis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parallax.signal.RaterSignals;
import parallax.study.Signal;

/// A named rule that leaves raters out of an analysis that asks for it, by what signals say of them.
///
/// @param needsAll whether every condition must hold of a rater, or any
/// @param conditions from which value of a signal on; a rater without a value does not meet it
/// @param retired whether no new analysis may ask for it
public record Exclusion(String name, boolean needsAll, Map<Signal, Double> conditions, boolean retired) {
    public static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,59}";
    public static final String NAME_RULE =
            "A name begins with a letter and has at most 60 letters, digits, hyphens and underscores.";

    public Exclusion {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(NAME_RULE);
        }
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("An exclusion names at least one signal.");
        }
        conditions.forEach((signal, least) -> {
            if (!signal.mayBeRaisedFrom(least)) {
                throw new IllegalArgumentException(
                        "“" + signal.title() + "” needs a number above 0 and up to " + signal.most() + ".");
            }
        });
        conditions = new TreeMap<>(conditions);
    }

    public boolean excludes(RaterSignals rater) {
        return needsAll
                ? conditions.entrySet().stream().allMatch(one -> meets(rater, one.getKey(), one.getValue()))
                : conditions.entrySet().stream().anyMatch(one -> meets(rater, one.getKey(), one.getValue()));
    }

    private static boolean meets(RaterSignals rater, Signal signal, double least) {
        return rater.value(signal).filter(value -> value >= least).isPresent();
    }

    /// What it says: `straightLining ≥ 15 or attention ≥ 2`.
    public String inWords() {
        List<String> parts = conditions.entrySet().stream()
                .map(one -> one.getKey().word() + " ≥ " + plain(one.getValue()))
                .toList();
        return parts.stream().collect(Collectors.joining(needsAll ? " and " : " or "));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
