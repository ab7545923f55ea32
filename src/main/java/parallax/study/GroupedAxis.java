package parallax.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A demographic axis before it belongs to a study, with the groups that are analysed.
///
/// @param choices what raters are offered, in order
/// @param groups labels of the groups, in order
/// @param rules the label of the group that each raw value belongs to, or [Population#ANYTHING_ELSE]
public record GroupedAxis(
        String code,
        String prompt,
        AxisAnswers answers,
        List<String> choices,
        List<String> groups,
        Map<String, String> rules) {
    public GroupedAxis {
        choices = List.copyOf(choices);
        groups = List.copyOf(groups);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /// An axis as a file has it, on which each rater has one value, in words of their own perhaps.
    public GroupedAxis(
            String code, String prompt, List<String> choices, List<String> groups, Map<String, String> rules) {
        this(code, prompt, AxisAnswers.ONE_OR_OWN_WORDS, choices, groups, rules);
    }
}
