package parallax.design.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import parallax.study.Rubric;
import parallax.study.RubricJson;
import parallax.study.SingleChoice;

/// A rubric while it is edited: unfinished perhaps, and changed step by step.
public final class RubricDraft {
    /// What the editor has fields for. Whatever else a question has goes along unseen in `rest`.
    private static final List<String> FIELDS =
            List.of("code", "type", "role", "prompt", "definition", "positive", "negative", "options");

    private static final List<String> OPTIONAL = List.of("definition", "positive", "negative");

    private final ObjectNode tree;
    private final FormSteps steps;

    private RubricDraft(ObjectNode tree) {
        this.tree = tree;
        this.steps = new FormSteps(tree);
    }

    public static RubricDraft of(Rubric rubric) {
        return ofFile(PlanText.JSON.valueToTree(RubricJson.of(rubric)));
    }

    /// @param text of a rubric's file, in YAML or JSON, as `export` writes it
    /// @throws PlanRefused if it is neither
    public static RubricDraft ofText(String text) throws PlanRefused {
        PlanTree tree = PlanTree.read(text);
        if (!tree.faults().isEmpty() || !(tree.root() instanceof ObjectNode file)) {
            throw new PlanRefused(
                    tree.faults().isEmpty()
                            ? List.of(new PlanFault(0, "", "a rubric is keys with values: title and groups"))
                            : tree.faults());
        }
        return ofFile(withOwnOptions(file));
    }

    /// With each question's options at the question, where the file says them once for all.
    private static ObjectNode withOwnOptions(ObjectNode file) {
        JsonNode common = file.path("options");
        for (ObjectNode group : FormTree.objects(file, "groups")) {
            for (ObjectNode question : FormTree.objects(group, "questions")) {
                if (common.isArray() && question.path("options").isEmpty()) {
                    question.set("options", common.deepCopy());
                }
            }
        }
        return file;
    }

    /// @param fields of the editor's form
    public static RubricDraft ofFields(ObjectNode fields) {
        return new RubricDraft(fields);
    }

    /// @param file as a rubric's file has it
    private static RubricDraft ofFile(ObjectNode file) {
        for (ObjectNode group : FormTree.objects(file, "groups")) {
            for (ObjectNode question : FormTree.objects(group, "questions")) {
                ObjectNode rest = question.deepCopy();
                rest.remove(FIELDS);
                question.retain(FIELDS);
                question.put("rest", rest.isEmpty() ? "" : rest.toString());
            }
        }
        return new RubricDraft(file);
    }

    /// As a rubric's file has it; what is empty is left out, and codes that were not typed are made.
    public ObjectNode file() {
        ObjectNode file = PlanText.JSON.createObjectNode();
        file.put("title", FormTree.text(tree, "title"));
        ArrayNode groups = file.putArray("groups");
        int number = 0;
        for (ObjectNode group : FormTree.objects(tree, "groups")) {
            ObjectNode written = groups.addObject();
            written.put("title", FormTree.text(group, "title"));
            if (!FormTree.text(group, "guidance").isEmpty()) {
                written.put("guidance", FormTree.text(group, "guidance"));
            }
            if (!FormTree.text(group, "atOnce").isEmpty()) {
                written.put("atOnce", FormTree.text(group, "atOnce"));
            }
            ArrayNode questions = written.putArray("questions");
            for (ObjectNode question : FormTree.objects(group, "questions")) {
                questions.add(question(question, ++number));
            }
        }
        return file;
    }

    private static ObjectNode question(ObjectNode typed, int number) {
        ObjectNode question = PlanText.JSON.createObjectNode();
        String code = FormTree.text(typed, "code");
        question.put("code", code.isEmpty() ? "question_" + number : code);
        String type = FormTree.text(typed, "type");
        if (!type.isEmpty() && !type.equals(SingleChoice.TYPE)) {
            question.put("type", type);
        }
        question.put("role", FormTree.text(typed, "role"));
        question.put("prompt", FormTree.text(typed, "prompt"));
        for (String field : OPTIONAL) {
            if (!FormTree.text(typed, field).isEmpty()) {
                question.put(field, FormTree.text(typed, field));
            }
        }
        ArrayNode options = PlanText.JSON.createArrayNode();
        FormTree.objects(typed, "options").forEach(option -> options.add(option(option)));
        if (!options.isEmpty()) {
            question.set("options", options);
        }
        rest(typed).properties().forEach(other -> question.set(other.getKey(), other.getValue()));
        return question;
    }

    private static ObjectNode option(ObjectNode typed) {
        ObjectNode option = PlanText.JSON.createObjectNode();
        String label = FormTree.text(typed, "label");
        String code = FormTree.text(typed, "code");
        option.put("code", code.isEmpty() ? label : code);
        option.put("label", label);
        if (!FormTree.text(typed, "reading").isEmpty()) {
            option.put("reading", FormTree.text(typed, "reading"));
        }
        return option;
    }

    /// What a question has beyond the editor's fields; nothing of it if it is not as it was handed out.
    private static JsonNode rest(ObjectNode typed) {
        try {
            JsonNode rest = PlanText.JSON.readTree(FormTree.text(typed, "rest"));
            return rest.isObject() ? ((ObjectNode) rest).without(FIELDS) : PlanText.JSON.createObjectNode();
        } catch (JsonProcessingException notOurs) {
            return PlanText.JSON.createObjectNode();
        }
    }

    /// Carries out a step of editing.
    ///
    /// @param step its verb, and after a colon the place of what it is about: `up:groups.0.questions.1`
    /// @return whether there is such a step, and it was possible
    public boolean change(String step) {
        String verb = step.contains(":") ? step.substring(0, step.indexOf(':')) : step;
        String at = step.substring(Math.min(step.length(), verb.length() + 1));
        return switch (verb) {
            case "addGroup" -> steps.add("", "groups", PlanText.JSON.createObjectNode());
            case "addQuestion" -> at.matches("groups\\.\\d+") && steps.add(at, "questions", newQuestion());
            case "addOption" ->
                at.matches("groups\\.\\d+\\.questions\\.\\d+")
                        && steps.add(at, "options", PlanText.JSON.createObjectNode());
            case "remove" -> steps.remove(at);
            case "up" -> steps.move(at, -1) || toOtherGroup(at, -1);
            case "down" -> steps.move(at, 1) || toOtherGroup(at, 1);
            default -> false;
        };
    }

    /// The place that the last step touched, as the names of its fields begin; empty before any step.
    public String touched() {
        return steps.touched();
    }

    private static ObjectNode newQuestion() {
        ObjectNode question = PlanText.JSON.createObjectNode().put("role", "asked");
        question.putArray("options").add(option("No", "safe")).add(option("Yes", "unsafe"));
        return question;
    }

    private static ObjectNode option(String label, String reading) {
        return PlanText.JSON
                .createObjectNode()
                .put("code", label)
                .put("label", label)
                .put("reading", reading);
    }

    /// The first question of a group goes up to the end of the group before; the last one down to the
    /// next.
    private boolean toOtherGroup(String at, int by) {
        FormSteps.Place place = steps.place(at);
        if (place == null || !place.above().endsWith(".questions")) {
            return false;
        }
        int group = Integer.parseInt(place.above().split("\\.", -1)[1]) + by;
        if (!(steps.node("groups." + group) instanceof ObjectNode other)) {
            return false;
        }
        ArrayNode questions = FormTree.list(other, "questions");
        steps.moveTo(place, questions, "groups." + group + ".questions", by < 0 ? questions.size() : 0);
        return true;
    }

    /// What the editor shows.
    public JsonNode fields() {
        return tree;
    }
}
