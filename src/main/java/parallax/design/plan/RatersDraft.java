package parallax.design.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import parallax.study.StandardAxes;
import parallax.study.StudyPlan;

/// Whom a study asks, while it is edited: unfinished perhaps, and changed step by step.
public final class RatersDraft {
    /// As many cells as a plan may have.
    private static final int MOST_STRATA = 500;

    private static final List<String> AMOUNTS = List.of("itemsPerRater", "replication", "leaseMinutes");

    private final ObjectNode tree;
    private final FormSteps steps;

    private RatersDraft(ObjectNode tree) {
        this.tree = tree;
        this.steps = new FormSteps(tree);
    }

    public static RatersDraft of(WholePlan plan) {
        ObjectNode tree = (ObjectNode) PlanPart.RATERS.of(plan).deepCopy();
        FormTree.objects(tree, "axes")
                .forEach(axis -> axis.put("choices", String.join("\n", texts(axis.path("choices")))));
        return new RatersDraft(tree);
    }

    /// @param fields of the form, in which strata name axes by their place: `strata.0.groups.x1`
    public static RatersDraft ofFields(ObjectNode fields) {
        List<ObjectNode> axes = FormTree.objects(fields, "axes");
        for (ObjectNode stratum : FormTree.objects(fields, "strata")) {
            JsonNode byPlace = stratum.path("groups");
            ObjectNode byCode = stratum.putObject("groups");
            for (int i = 0; i < axes.size(); i++) {
                JsonNode chosen = byPlace.path("x" + i);
                ArrayNode labels = PlanText.JSON.createArrayNode();
                (chosen.isArray() ? texts(chosen) : chosen.isTextual() ? List.of(chosen.asText()) : List.<String>of())
                        .forEach(labels::add);
                if (!labels.isEmpty()) {
                    byCode.set(FormTree.text(axes.get(i), "code"), labels);
                }
            }
        }
        return new RatersDraft(fields);
    }

    /// As the file of a plan has it.
    public ObjectNode file() {
        ObjectNode file = PlanText.JSON.createObjectNode();
        put(file, "kind", FormTree.text(tree, "kind"));
        AMOUNTS.forEach(amount -> putNumber(file, amount, FormTree.text(tree, amount)));
        ArrayNode axes = file.putArray("axes");
        FormTree.objects(tree, "axes").forEach(axis -> axes.add(axis(axis)));
        ArrayNode strata = file.putArray("strata");
        FormTree.objects(tree, "strata").forEach(stratum -> strata.add(stratum(stratum)));
        return file;
    }

    private static ObjectNode axis(ObjectNode typed) {
        ObjectNode axis = PlanText.JSON.createObjectNode();
        put(axis, "code", FormTree.text(typed, "code"));
        put(axis, "prompt", FormTree.text(typed, "prompt"));
        boolean beyond = false;
        for (String kind : List.of("multiple", "ownWords")) {
            if (isTicked(typed, kind)) {
                axis.put(kind, true);
                beyond = true;
            }
        }
        ArrayNode choices = axis.putArray("choices");
        choices(typed).forEach(choices::add);
        if (beyond) {
            put(axis, "otherwise", FormTree.text(typed, "otherwise"));
        }
        return axis;
    }

    private static ObjectNode stratum(ObjectNode typed) {
        ObjectNode stratum = PlanText.JSON.createObjectNode();
        put(stratum, "label", FormTree.text(typed, "label"));
        putNumber(stratum, "target", FormTree.text(typed, "target"));
        putNumber(stratum, "replication", FormTree.text(typed, "replication"));
        if (isTicked(typed, "undisclosed")) {
            stratum.put("undisclosed", true);
        } else if (!typed.path("groups").isEmpty()) {
            stratum.set("groups", typed.get("groups").deepCopy());
        }
        return stratum;
    }

    private static void put(ObjectNode into, String name, String text) {
        if (!text.isEmpty()) {
            into.put(name, text);
        }
    }

    /// What is no number stays text, so that the rules say so.
    private static void putNumber(ObjectNode into, String name, String text) {
        if (text.matches("-?\\d{1,9}")) {
            into.put(name, Integer.parseInt(text));
        } else {
            put(into, name, text);
        }
    }

    /// What an axis offers, line by line.
    public static List<String> choices(JsonNode axis) {
        return FormTree.text(axis, "choices")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// Its groups, in order.
    public static List<String> groups(JsonNode axis) {
        var groups = new ArrayList<>(choices(axis));
        String otherwise = FormTree.text(axis, "otherwise");
        if ((isTicked(axis, "multiple") || isTicked(axis, "ownWords")) && !otherwise.isEmpty()) {
            groups.add(otherwise);
        }
        return groups;
    }

    public static boolean isTicked(JsonNode part, String name) {
        return List.of("yes", "true").contains(FormTree.text(part, name));
    }

    /// Carries out a step of editing.
    ///
    /// @param step its verb, and after a colon the place of what it is about: `remove:axes.1`
    /// @return whether there is such a step, and it was possible
    public boolean change(String step) {
        String verb = step.contains(":") ? step.substring(0, step.indexOf(':')) : step;
        String at = step.substring(Math.min(step.length(), verb.length() + 1));
        return switch (verb) {
            case "addAxis" -> steps.add("", "axes", PlanText.JSON.createObjectNode());
            case "addStandard" -> addStandard();
            case "addStratum" -> steps.add("", "strata", PlanText.JSON.createObjectNode());
            case "addUndisclosed" -> steps.add("", "strata", undisclosed());
            case "cross" -> cross();
            case "remove" -> steps.remove(at);
            case "up" -> steps.move(at, -1);
            case "down" -> steps.move(at, 1);
            default -> false;
        };
    }

    /// The place that the last step touched, as the names of its fields begin; empty before any step.
    public String touched() {
        return steps.touched();
    }

    private boolean addStandard() {
        List<StudyPlan.AxisPlan> found = StandardAxes.named(List.of(FormTree.text(tree, "standard")));
        if (found.isEmpty()) {
            return false;
        }
        StudyPlan.AxisPlan axis = found.getFirst();
        ObjectNode part = PlanText.JSON.createObjectNode();
        part.put("code", axis.code()).put("prompt", axis.prompt());
        part.put("choices", String.join("\n", axis.choices())).put("otherwise", axis.otherwise());
        part.put("multiple", axis.answers().multiple() ? "yes" : "");
        part.put("ownWords", axis.answers().selfDescribe() ? "yes" : "");
        return steps.add("", "axes", part);
    }

    private ObjectNode undisclosed() {
        return PlanText.JSON
                .createObjectNode()
                .put("label", "Undisclosed")
                .put("target", FormTree.text(tree, "crossTarget"))
                .put("undisclosed", "yes");
    }

    /// Every crossing of the groups of the axes that are ticked, in the place of all strata but that of those
    /// who decline; one that there is already keeps its label and numbers.
    private boolean cross() {
        List<ObjectNode> before = FormTree.objects(tree, "strata");
        List<ObjectNode> cells = List.of(PlanText.JSON.createObjectNode());
        for (ObjectNode axis : crossed()) {
            var finer = new ArrayList<ObjectNode>();
            for (ObjectNode cell : cells) {
                for (String group : groups(axis)) {
                    ObjectNode one = cell.deepCopy();
                    one.putArray(FormTree.text(axis, "code")).add(group);
                    finer.add(one);
                }
            }
            if (finer.isEmpty() || finer.size() > MOST_STRATA) {
                return false;
            }
            cells = finer;
        }
        ArrayNode strata = tree.putArray("strata");
        cells.forEach(cell -> strata.add(before.stream()
                .filter(s -> !isTicked(s, "undisclosed") && s.path("groups").equals(cell))
                .findFirst()
                .orElseGet(() -> cell(cell))));
        before.stream().filter(s -> isTicked(s, "undisclosed")).forEach(strata::add);
        return true;
    }

    private List<ObjectNode> crossed() {
        JsonNode ticked = tree.path("cross");
        List<String> places = ticked.isArray() ? texts(ticked) : List.of(ticked.asText(""));
        List<ObjectNode> axes = FormTree.objects(tree, "axes");
        var crossed = new ArrayList<ObjectNode>();
        for (int i = 0; i < axes.size(); i++) {
            if (places.contains("x" + i)) {
                crossed.add(axes.get(i));
            }
        }
        return crossed;
    }

    private ObjectNode cell(ObjectNode groups) {
        var words = new ArrayList<String>();
        groups.forEach(labels -> words.addAll(texts(labels)));
        ObjectNode stratum = PlanText.JSON.createObjectNode();
        stratum.put("label", words.isEmpty() ? "Everyone" : String.join(", ", words));
        stratum.put("target", FormTree.text(tree, "crossTarget"));
        stratum.set("groups", groups);
        return stratum;
    }

    /// What the form shows.
    public JsonNode fields() {
        return tree;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> {
            if (text.isTextual()) {
                texts.add(text.asText());
            }
        });
        return texts;
    }
}
