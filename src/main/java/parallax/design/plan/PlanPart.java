package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a plan that has a page of its own, edited as its file has it and held to the same rules.
public enum PlanPart {
    RUBRIC("rubric"),
    RATERS("raters");

    private final String key;

    PlanPart(String key) {
        this.key = key;
    }

    /// The plan with this part in the place of its own.
    ///
    /// @throws PlanRefused with what breaks rules in any part, as one part may need what another has
    public WholePlan in(WholePlan plan, JsonNode part) throws PlanRefused {
        ObjectNode file = (ObjectNode) PlanText.tree(plan);
        file.set(key, part);
        return PlanText.plan(new PlanTree(file, Map.of(), List.of()));
    }

    /// A part as the file of a plan has it.
    public JsonNode of(WholePlan plan) {
        return PlanText.tree(plan).path(key);
    }

    /// What must be put right, by the names of the fields of this part's form; under an empty name, what its
    /// page has no field for.
    public Map<String, String> problems(PlanRefused refused) {
        var problems = new LinkedHashMap<String, String>();
        String own = "/" + key + "/";
        for (PlanFault fault : refused.faults()) {
            boolean isOwn = fault.at().startsWith(own);
            String field = isOwn ? fault.at().substring(own.length()).replace('/', '.') : "";
            String sentence =
                    (isOwn ? words(fault.at().substring(own.length())) : fault.at()) + " " + fault.rule() + ".";
            problems.merge(field, sentence, (one, other) -> one + " " + other);
        }
        return problems;
    }

    /// A place in words: “groups/0/questions/1/options” is “Group 1, question 2, options”.
    private static String words(String place) {
        var words = new StringBuilder();
        String[] steps = place.split("/", -1);
        for (int i = 0; i < steps.length; i++) {
            boolean isList = i + 1 < steps.length && steps[i + 1].matches("\\d{1,6}");
            String step = steps[i].replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
            words.append(words.isEmpty() ? "" : ", ");
            words.append(isList ? singular(step) + " " + (Integer.parseInt(steps[++i]) + 1) : step);
        }
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ":";
    }

    private static String singular(String plural) {
        return plural.equals("axes")
                ? "axis"
                : plural.equals("strata")
                        ? "stratum"
                        : plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
    }

    /// The version of the study that a form names; null if it names none.
    public static @Nullable Integer version(@Nullable String typed) {
        return typed != null && typed.matches("\\d{1,9}") ? (Integer) Integer.parseInt(typed) : null;
    }
}
