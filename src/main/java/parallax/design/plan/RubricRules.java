package parallax.design.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parallax.study.AnswerOption;
import parallax.study.Question;
import parallax.study.Rubric;
import parallax.study.RubricJson;

/// What a plan's questions break, question by question. What has the wrong shape is the schema's to
/// tell.
final class RubricRules {
    private static final String AT = "/rubric";
    private static final ObjectReader OPTION = PlanText.JSON.readerFor(AnswerOption.class);

    private final PlanTree tree;
    private final List<PlanFault> faults;
    private final List<PlanFault> shapes;
    private final Set<String> codes = new LinkedHashSet<>();
    private final List<Question> earlier = new ArrayList<>();

    /// @param shapes what the schema refuses already
    /// @param faults to which those of the rubric are added
    RubricRules(PlanTree tree, List<PlanFault> shapes, List<PlanFault> faults) {
        this.tree = tree;
        this.shapes = shapes;
        this.faults = faults;
    }

    /// Adds what is wrong.
    ///
    /// @return the codes of the questions
    Set<String> codes() {
        JsonNode rubric = tree.root().at(AT);
        int before = faults.size();
        if (rubric.has("template")) {
            List.of("title", "options", "groups").stream()
                    .filter(rubric::has)
                    .forEach(own -> fault(AT + "/" + own, "a template has its own: leave this out, or the template"));
        } else if (rubric.isObject()) {
            own();
        }
        if (faults.size() == before && rubric.isObject() && !hasWrongShape(AT)) {
            whole(rubric);
        }
        return codes;
    }

    private void own() {
        if (tree.root().at(AT + "/title").asText("").isBlank()) {
            fault(AT + "/title", "is missing");
        }
        if (tree.root().at(AT + "/groups").isEmpty()) {
            fault(AT + "/groups", "is missing: a rubric has at least one group with a question");
        }
        List<AnswerOption> common = options();
        PlanRules.each(tree, AT + "/groups", (at, group) -> {
            if (group.path("title").isTextual() && group.path("title").asText().isBlank()) {
                fault(at + "/title", "must say something");
            }
            PlanRules.each(tree, at + "/questions", (below, question) -> question(below, question, common));
        });
    }

    private List<AnswerOption> options() {
        var common = new ArrayList<AnswerOption>();
        PlanRules.each(tree, AT + "/options", (at, option) -> {
            try {
                common.add(OPTION.readValue(option));
            } catch (IllegalArgumentException | java.io.IOException broken) {
                broken(at, broken);
            }
        });
        return common;
    }

    private void question(String at, JsonNode written, List<AnswerOption> common) {
        String code = written.path("code").asText("");
        if (!code.isBlank() && !codes.add(code)) {
            fault(at + "/code", "another question has this code");
        }
        if (!(written instanceof ObjectNode question) || hasWrongShape(at)) {
            return;
        }
        try {
            earlier.add(RubricJson.question(behindWhatIsRight(question), common, earlier));
        } catch (IllegalArgumentException broken) {
            broken(at, broken);
        }
    }

    /// Without its gate, if the question that it waits for is there and broken itself, which is said there.
    private ObjectNode behindWhatIsRight(ObjectNode question) {
        String waitsFor = question.path("gate").path("question").asText();
        boolean isRight = earlier.stream().anyMatch(before -> before.code().equals(waitsFor));
        return isRight || !codes.contains(waitsFor)
                ? question
                : question.deepCopy().without("gate");
    }

    private boolean hasWrongShape(String at) {
        return shapes.stream().anyMatch(fault -> fault.at().startsWith(at + "/"));
    }

    /// A rule that a record of the rubric holds comes wrapped in the reader's words; wrong shapes are
    /// the schema's.
    private void broken(String at, Exception broken) {
        Throwable cause = broken;
        while (cause instanceof JsonProcessingException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof IllegalArgumentException) {
            fault(at, String.valueOf(cause.getMessage()));
        }
    }

    private void whole(JsonNode rubric) {
        try {
            Rubric read = PlanFaces.rubric(PlanText.JSON.treeToValue(rubric, PlanFile.Questions.class));
            codes.addAll(read.questions().map(Question::code).collect(Collectors.toSet()));
        } catch (IllegalArgumentException | JsonProcessingException broken) {
            broken(AT, broken);
        }
    }

    private void fault(String pointer, String rule) {
        faults.add(tree.fault(pointer, rule));
    }
}
