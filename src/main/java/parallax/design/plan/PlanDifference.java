package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A place in which two plans differ.
///
/// @param at as a JSON pointer
/// @param before as JSON; empty where only the other plan has it
/// @param after as JSON; empty where only the first plan has it
public record PlanDifference(String at, String before, String after) {
    /// In the order of the plans' files.
    public static List<PlanDifference> between(WholePlan before, WholePlan after) {
        var found = new ArrayList<PlanDifference>();
        compare("", PlanText.tree(before), PlanText.tree(after), found);
        return found;
    }

    /// As people read it: “/raters/strata/0/target: 12 → 20”.
    public String line() {
        return at + ": " + (before.isEmpty() ? "(nothing)" : before) + " → " + (after.isEmpty() ? "(nothing)" : after);
    }

    private static void compare(String at, JsonNode before, JsonNode after, List<PlanDifference> found) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at + PlanTree.step(name), before.path(name), after.path(name), found));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(at + "/" + i, before.path(i), after.path(i), found);
            }
        } else {
            found.add(new PlanDifference(at, text(before), text(after)));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : node.toString();
    }
}
