package parallax.rater;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parallax.study.Population;

/// What a rater said of themselves: for each axis, values in their own words or the study's, or that they
/// decline.
public record Demographics(List<Said> said) {
    public Demographics {
        said = List.copyOf(said);
    }

    /// @param values none if the rater declines; an axis left blank counts as declined
    public record Said(long axisId, List<Value> values) {
        public Said {
            values = List.copyOf(values);
        }

        public static Said declined(long axisId) {
            return new Said(axisId, List.of());
        }

        boolean isDeclined() {
            return values.isEmpty();
        }

        List<String> raw() {
            return values.stream().map(Value::raw).toList();
        }
    }

    public record Value(String raw, Kind kind) {
        private static final int LONGEST = 500;

        public static Value choice(String label) {
            return new Value(label, Kind.CHOICE);
        }

        public static Value ownWords(String words) {
            return new Value(words, Kind.SELF_DESCRIBED);
        }

        /// Where the words of a value come from.
        public enum Kind {
            CHOICE,
            SELF_DESCRIBED;

            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public Value {
            raw = raw.strip();
            if (raw.isEmpty() || raw.length() > LONGEST) {
                throw new IllegalArgumentException("a self-description has 1 to " + LONGEST + " characters");
            }
        }
    }

    /// Group by axis under a study's rule; an axis without a group is undisclosed.
    public Map<Long, Long> groups(Population population) {
        var groups = new HashMap<Long, Long>();
        for (Said axis : said) {
            population.group(axis.axisId(), axis.raw()).ifPresent(group -> groups.put(axis.axisId(), group));
        }
        return groups;
    }

    /// Reads the form of [AboutYouPage].
    public static Demographics fromForm(List<Population.Axis> axes, Map<String, List<String>> form) {
        var said = new ArrayList<Said>();
        for (Population.Axis axis : axes) {
            List<String> chosen = form.getOrDefault("axis." + axis.code(), List.of());
            String self =
                    form.getOrDefault("self." + axis.code(), List.of("")).get(0).strip();
            var values = new ArrayList<Value>();
            // in the axis's order, so that several values always read the same
            axis.choices().stream()
                    .filter(chosen::contains)
                    .limit(axis.multiple() ? Long.MAX_VALUE : 1)
                    .forEach(label -> values.add(Value.choice(label)));
            boolean describes = axis.selfDescribe() && chosen.contains(AboutYouPage.SELF_DESCRIBED) && !self.isEmpty();
            if (describes && (axis.multiple() || values.isEmpty())) {
                values.add(Value.ownWords(self));
            }
            boolean declines = chosen.contains(AboutYouPage.DECLINED);
            said.add(declines ? Said.declined(axis.id()) : new Said(axis.id(), values));
        }
        return new Demographics(said);
    }
}
