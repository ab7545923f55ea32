package parallax.study;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whom a study asks: its demographic axes, the rule from raw answers to groups, and the strata it
/// recruits.
///
/// @param mappingId the version of the rule
/// @param rules for each axis, raw value → group; `*` takes what no other rule takes
public record Population(List<Axis> axes, long mappingId, Map<Long, Map<String, Long>> rules, List<Stratum> strata) {
    public static final String ANYTHING_ELSE = "*";
    static final String BETWEEN_VALUES = " + ";

    public Population {
        axes = List.copyOf(axes);
        strata = List.copyOf(strata);
    }

    /// @param multiple whether a rater may name several values
    /// @param groups label by id, in the order of analysis
    public record Axis(
            long id,
            String code,
            String prompt,
            boolean multiple,
            boolean selfDescribe,
            List<String> choices,
            Map<Long, String> groups) {
        public Axis {
            choices = List.copyOf(choices);
        }
    }

    /// A planned recruitment cell.
    ///
    /// @param groups for each axis that the stratum names, the groups that belong to it; empty for
    ///     everybody
    /// @param undisclosed whether it takes the raters who decline an axis that the strata use
    public record Stratum(
            long id,
            String label,
            Map<Long, Set<Long>> groups,
            boolean undisclosed,
            int target,
            int replication,
            boolean closed) {

        boolean takes(Map<Long, Long> groupOfAxis) {
            return !undisclosed
                    && groups.entrySet().stream().allMatch(axis -> {
                        Long group = groupOfAxis.get(axis.getKey());
                        return group != null && axis.getValue().contains(group);
                    });
        }
    }

    /// The group of a rater on an axis, from the raw values they gave; none if declined or no rule takes
    /// it.
    public Optional<Long> group(long axisId, List<String> raw) {
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> rulesOfAxis = rules.getOrDefault(axisId, Map.of());
        @Nullable Long exact = rulesOfAxis.get(String.join(BETWEEN_VALUES, raw));
        return Optional.ofNullable(exact != null ? exact : rulesOfAxis.get(ANYTHING_ELSE));
    }

    /// The stratum that a rater with these groups belongs to; none if the study does not ask such
    /// raters.
    public Optional<Stratum> stratum(Map<Long, Long> groupOfAxis) {
        if (!groupOfAxis.keySet().containsAll(axesOfStrata())) {
            return strata.stream().filter(Stratum::undisclosed).findFirst();
        }
        return strata.stream().filter(s -> s.takes(groupOfAxis)).findFirst();
    }

    /// Combinations of groups that no stratum or more than one stratum takes, in words. A study can be
    /// published only when there is none with more than one; combinations that none takes are screened
    /// out.
    public List<String> overlaps() {
        return combinations()
                .filter(groups -> strata.stream().filter(s -> s.takes(groups)).count() > 1)
                .map(this::inWords)
                .toList();
    }

    /// Combinations of groups that the study does not ask.
    public List<String> uncovered() {
        return combinations()
                .filter(groups -> strata.stream().noneMatch(s -> s.takes(groups)))
                .map(this::inWords)
                .toList();
    }

    private Set<Long> axesOfStrata() {
        var used = new HashSet<Long>();
        strata.forEach(s -> used.addAll(s.groups().keySet()));
        return used;
    }

    private Stream<Map<Long, Long>> combinations() {
        Stream<Map<Long, Long>> all = Stream.of(Map.of());
        for (long axisId : axesOfStrata()) {
            List<Long> groups = List.copyOf(axis(axisId).groups().keySet());
            all = all.flatMap(chosen -> groups.stream().map(group -> {
                var more = new HashMap<>(chosen);
                more.put(axisId, group);
                return more;
            }));
        }
        return all;
    }

    private String inWords(Map<Long, Long> groupOfAxis) {
        var words = new LinkedHashMap<String, String>();
        groupOfAxis.forEach((axisId, group) -> {
            Axis axis = axis(axisId);
            words.put(axis.code(), String.valueOf(axis.groups().get(group)));
        });
        return words.entrySet().stream()
                .map(w -> w.getKey() + " " + w.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Axis axis(long axisId) {
        return axes.stream().filter(a -> a.id() == axisId).findFirst().orElseThrow();
    }
}
