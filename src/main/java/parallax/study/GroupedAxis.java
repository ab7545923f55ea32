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
record GroupedAxis(
        String code,
        String prompt,
        boolean multiple,
        boolean selfDescribe,
        List<String> choices,
        List<String> groups,
        Map<String, String> rules) {
    GroupedAxis {
        choices = List.copyOf(choices);
        groups = List.copyOf(groups);
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }
}
