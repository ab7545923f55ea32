package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parallax.rater.PanelSignature;
import parallax.study.Insertions;
import parallax.study.Signal;

/// What the schema cannot say: how the parts of a plan fit together. What has the wrong shape is the schema's
/// to tell, and passed over here.
final class PlanRules {
    private final PlanTree tree;
    private final List<PlanFault> shapes;
    private final List<PlanFault> faults = new ArrayList<>();

    /// @param shapes what the schema refuses already
    PlanRules(PlanTree tree, List<PlanFault> shapes) {
        this.tree = tree;
        this.shapes = shapes;
    }

    List<PlanFault> faults() {
        characters("", tree.root());
        Set<String> questions = new RubricRules(tree, shapes, faults).codes();
        Map<String, Set<String>> groups = axes();
        strata(groups);
        practice();
        care();
        signature();
        analysis(questions, groups);
        return faults;
    }

    /// What the database holds is text.
    private void characters(String at, JsonNode node) {
        if (node.isTextual()
                && node.asText().codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            fault(at, "holds a character that is not text (U+0000, or half a pair)");
        }
        node.properties().forEach(part -> characters(at + PlanTree.step(part.getKey()), part.getValue()));
        each(at, this::characters);
    }

    /// @return the groups of each axis, by its code
    private Map<String, Set<String>> axes() {
        var groups = new LinkedHashMap<String, Set<String>>();
        each("/raters/axes", (at, axis) -> {
            String code = axis.path("code").asText();
            Set<String> own = new LinkedHashSet<>();
            each(at + "/choices", (below, choice) -> {
                if (!own.add(choice.asText().strip())) {
                    fault(below, "this choice is offered twice");
                }
            });
            boolean beyond = isTrue(axis.path("multiple")) || isTrue(axis.path("ownWords"));
            String otherwise = axis.path("otherwise").asText("").strip();
            if (beyond && otherwise.isEmpty()) {
                fault(at + "/otherwise", "is missing: own words and several values need a group");
            } else if (!beyond && !otherwise.isEmpty()) {
                fault(at + "/otherwise", "is for own words or several values, which this axis does not take");
            } else if (!otherwise.isEmpty() && !own.add(otherwise)) {
                fault(at + "/otherwise", "is also a choice");
            }
            if (!code.isEmpty() && groups.putIfAbsent(code, own) != null) {
                fault(at + "/code", "another axis has this code");
            }
        });
        return groups;
    }

    private void strata(Map<String, Set<String>> groupsOfAxes) {
        var labels = new HashSet<String>();
        var undisclosed = new ArrayList<String>();
        each("/raters/strata", (at, stratum) -> {
            String label = stratum.path("label").asText().strip();
            if (!label.isEmpty() && !labels.add(label)) {
                fault(at + "/label", "another stratum has this label");
            }
            boolean isUndisclosed = isTrue(stratum.path("undisclosed"));
            if (isUndisclosed) {
                undisclosed.add(at);
            }
            if (isUndisclosed && stratum.path("groups").size() > 0) {
                fault(at + "/groups", "the stratum of those who decline names no groups");
            }
            stratum.path("groups").properties().forEach(axis -> groups(at + "/groups", axis, groupsOfAxes));
        });
        undisclosed.stream()
                .skip(1)
                .forEach(at -> fault(at + "/undisclosed", "one stratum can take those who decline"));
    }

    private void groups(String at, Map.Entry<String, JsonNode> axis, Map<String, Set<String>> groupsOfAxes) {
        String here = at + PlanTree.step(axis.getKey());
        Set<String> known = groupsOfAxes.get(axis.getKey());
        if (known == null) {
            fault(here, "no axis has this code" + offered(groupsOfAxes.keySet()));
            return;
        }
        if (axis.getValue().isArray() && axis.getValue().isEmpty()) {
            fault(here, "names no group");
        }
        var seen = new HashSet<String>();
        each(here, (below, label) -> {
            if (label.isTextual() && !known.contains(label.asText())) {
                fault(below, "is not a group of the axis " + axis.getKey() + offered(known));
            } else if (label.isTextual() && !seen.add(label.asText())) {
                fault(below, "stands here twice");
            }
        });
    }

    private void practice() {
        each("/practice/questions", (at, question) -> {
            int options = question.path("options").size();
            if (question.path("right").asInt(1) > options && options > 0) {
                fault(at + "/right", "there are only " + options + " options");
            }
        });
    }

    private void care() {
        for (String rate : List.of("attentionEvery", "repeatEvery")) {
            String at = "/care/" + rate;
            if (tree.root().at(at).asInt() == 1) {
                fault(at, "not every item can be one: 0 for none, or " + Insertions.FEWEST + " or more");
            }
        }
        tree.root().at("/care/signals").properties().forEach(limit -> {
            String at = "/care/signals" + PlanTree.step(limit.getKey());
            Signal.of(limit.getKey())
                    .ifPresentOrElse(
                            signal -> {
                                if (limit.getValue().isNumber()
                                        && !signal.mayBeRaisedFrom(
                                                limit.getValue().asDouble())) {
                                    fault(at, "must be more than 0 and at most " + signal.most());
                                }
                            },
                            () -> fault(
                                    at,
                                    "is not a signal of care"
                                            + offered(Stream.of(Signal.values())
                                                    .map(Signal::word)
                                                    .collect(Collectors.toCollection(TreeSet::new)))));
        });
    }

    private void signature() {
        String at = "/panel/naming/signature/keys";
        JsonNode keys = tree.root().at(at);
        if (keys.isTextual() && !keys.asText().isBlank()) {
            try {
                new PanelSignature("token", "us", keys.asText());
            } catch (IllegalArgumentException broken) {
                fault(at, String.valueOf(broken.getMessage()));
            }
        }
    }

    private void analysis(Set<String> questions, Map<String, Set<String>> groupsOfAxes) {
        JsonNode question = tree.root().at("/analysis/question");
        if (question.isTextual()
                && !question.asText().isBlank()
                && !questions.contains(question.asText().strip())) {
            fault("/analysis/question", "the rubric has no question with this code");
        }
        divided("/analysis/axes", groupsOfAxes.keySet());
        each("/analysis/limits", (at, limit) -> {
            JsonNode of = limit.path("question");
            if (of.isTextual()
                    && !of.asText().isBlank()
                    && !questions.contains(of.asText().strip())) {
                fault(at + "/question", "the rubric has no question with this code");
            }
            divided(at + "/axes", groupsOfAxes.keySet());
            var seen = new HashSet<String>();
            each(at + "/axes", (below, axis) -> {
                if (axis.isTextual() && !seen.add(axis.asText())) {
                    fault(below, "stands here twice");
                }
            });
        });
        each("/analysis/contrasts", (at, contrast) -> {
            String code = contrast.path("axis").asText();
            Set<String> known = groupsOfAxes.get(code);
            if (known == null && contrast.path("axis").isTextual()) {
                fault(at + "/axis", "no axis has this code" + offered(groupsOfAxes.keySet()));
            }
            for (String side : List.of("group", "against")) {
                JsonNode label = contrast.path(side);
                if (known != null && label.isTextual() && !known.contains(label.asText())) {
                    fault(at + "/" + side, "is not a group of the axis " + code + offered(known));
                }
            }
        });
    }

    /// Axes by which raters are grouped, two of them together joined by `*`.
    private void divided(String pointer, Set<String> codes) {
        each(
                pointer,
                (at, axis) -> Stream.of(axis.asText().split("\\*", -1))
                        .filter(code -> axis.isTextual() && !codes.contains(code))
                        .findFirst()
                        .ifPresent(code -> fault(at, "no axis has the code " + code + offered(codes))));
    }

    interface Part {
        void at(String pointer, JsonNode part);
    }

    private void each(String pointer, Part part) {
        each(tree, pointer, part);
    }

    static void each(PlanTree tree, String pointer, Part part) {
        JsonNode list = tree.root().at(pointer);
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            part.at(pointer + "/" + i, list.get(i));
        }
    }

    private void fault(String pointer, String rule) {
        faults.add(tree.fault(pointer, rule));
    }

    private static boolean isTrue(JsonNode node) {
        return node.isBoolean() && node.booleanValue();
    }

    private static String offered(Set<String> known) {
        return known.isEmpty() ? "" : "; there is " + String.join(", ", known);
    }
}
