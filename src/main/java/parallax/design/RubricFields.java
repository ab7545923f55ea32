package parallax.design;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import parallax.design.plan.RubricDraft;

/// A rubric in the fields of its editor. Each part knows how its fields' names begin.
public record RubricFields(String title, List<Group> groups) {

    /// @param at how the names of its fields begin
    /// @param touched whether the last step was about it
    public record Group(
            String at,
            int number,
            String title,
            String guidance,
            boolean atOnce,
            List<QuestionFields> questions,
            boolean touched) {
        public String name(String field) {
            return at + "." + field;
        }
    }

    /// @param rest what it has beyond these fields, as it goes along unseen
    public record QuestionFields(
            String at,
            int number,
            String code,
            Kind kind,
            Texts texts,
            List<Option> options,
            String rest,
            boolean touched) {
        public String name(String field) {
            return at + "." + field;
        }

        public boolean is(String other) {
            return kind.role().equals(other);
        }

        public boolean isOf(String type) {
            return kind.type().equals(type);
        }

        /// What can be said of it where its prompt is still empty.
        public String heading() {
            return texts.prompt().isEmpty() ? "Question " + number : number + ". " + texts.prompt();
        }
    }

    /// @param type empty for a single choice
    public record Kind(String type, String role) {}

    public record Texts(String prompt, String definition, String positive, String negative) {}

    public record Option(String at, int number, String code, String label, String reading, boolean touched) {
        public String name(String field) {
            return at + "." + field;
        }

        public boolean reads(String other) {
            return reading.equals(other);
        }
    }

    static RubricFields of(RubricDraft draft) {
        var reading = new Reading(draft.touched());
        JsonNode tree = draft.fields();
        return new RubricFields(tree.path("title").asText(""), reading.groups(tree));
    }

    private static final class Reading {
        private final String touched;
        private int number;

        Reading(String touched) {
            this.touched = touched;
        }

        List<Group> groups(JsonNode tree) {
            var groups = new ArrayList<Group>();
            for (JsonNode group : tree.path("groups")) {
                String at = "groups." + groups.size();
                groups.add(new Group(
                        at,
                        groups.size() + 1,
                        text(group, "title"),
                        text(group, "guidance"),
                        !text(group, "atOnce").isEmpty(),
                        questions(at, group),
                        touched.equals(at)));
            }
            return groups;
        }

        private List<QuestionFields> questions(String group, JsonNode parent) {
            var questions = new ArrayList<QuestionFields>();
            for (JsonNode question : parent.path("questions")) {
                String at = group + ".questions." + questions.size();
                questions.add(new QuestionFields(
                        at,
                        ++number,
                        text(question, "code"),
                        new Kind(text(question, "type"), text(question, "role")),
                        new Texts(
                                text(question, "prompt"),
                                text(question, "definition"),
                                text(question, "positive"),
                                text(question, "negative")),
                        options(at, question),
                        text(question, "rest"),
                        touched.equals(at)));
            }
            return questions;
        }

        private List<Option> options(String question, JsonNode parent) {
            var options = new ArrayList<Option>();
            for (JsonNode option : parent.path("options")) {
                String at = question + ".options." + options.size();
                options.add(new Option(
                        at,
                        options.size() + 1,
                        text(option, "code"),
                        text(option, "label"),
                        text(option, "reading"),
                        touched.equals(at)));
            }
            return options;
        }

        private static String text(JsonNode node, String name) {
            return node.path(name).asText("");
        }
    }
}
