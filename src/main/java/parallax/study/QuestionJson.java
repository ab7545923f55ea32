package parallax.study;

import static parallax.study.RubricJson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parallax.study.Asking.Gate;

/// One question of a rubric as JSON: what every type has, and what some have beside it.
///
/// @param json `code`, `type` (a single choice where it is left out), `role`, the wording, `options`;
///   `optional`
///     and `gate` of what is asked; `least`, `most` and `none` of sets; `from` of scales; `strengths` and
///     `neutral` of comparisons, which have no `options`; `longest` of texts; `about` of reasons
record QuestionJson(ObjectNode json) {
    private static final Set<String> KNOWN = Set.of(
            "code",
            "type",
            "role",
            "prompt",
            "definition",
            "positive",
            "negative",
            "options",
            "optional",
            "gate",
            "least",
            "most",
            "none",
            "from",
            "strengths",
            "neutral",
            "longest",
            "about");

    /// How a question's answer comes about and what it does.
    private enum Role {
        /// asked, and no part of a combined answer
        ASKED,
        /// asked, and combined into the derived questions
        FEEDING,
        /// combined from the feeding questions
        DERIVED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Role of(Question question) {
            return !question.isAsked() ? DERIVED : question.isFeeding() ? FEEDING : ASKED;
        }
    }

    /// @param all the rubric's questions
    static ObjectNode of(Question question, List<Question> all) {
        ObjectNode json = JSON.createObjectNode().put("code", question.code());
        if (!question.type().equals(SingleChoice.TYPE)) {
            json.put("type", question.type());
        }
        json.put("role", Role.of(question).word()).put("prompt", question.prompt());
        put(json, "definition", question.wording().definition());
        put(json, "positive", question.wording().positive());
        put(json, "negative", question.wording().negative());
        if (!question.options().isEmpty() && !(question instanceof Pairwise)) {
            json.set("options", JSON.valueToTree(question.options()));
        }
        question.ifAsked().ifPresent(asking -> put(json, question, asking, all));
        switch (question) {
            case SingleChoice choice -> {}
            case Derived derived -> {}
            case OrdinalScale scale -> json.put("from", scale.from());
            case Pairwise pairwise -> {
                var neutral = json.put("strengths", pairwise.strengths()).putArray("neutral");
                pairwise.neutral().forEach(one -> neutral.add(one.code()));
            }
            case SeveralOptions several -> {
                json.put("least", several.selection().least());
                json.put("most", several.selection().most());
                put(json, "none", several.selection().none());
            }
            case FreeText text -> json.put("longest", text.longest());
            case Reason reason -> put(json.put("longest", reason.longest()), "about", reason.about());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void put(ObjectNode json, Question question, Asking asking, List<Question> all) {
        boolean never = question instanceof Reason;
        if (!asking.required() && !never) {
            json.put("optional", true);
        }
        Gate gate = asking.gate();
        if (gate != null) {
            Question before = named(gate.question(), all);
            var opening = JSON.createArrayNode();
            gate.positions().forEach(at -> opening.add(before.options().get(at).code()));
            json.set(
                    "gate",
                    JSON.createObjectNode().put("question", gate.question()).set("options", opening));
        }
    }

    private static Question named(String code, List<Question> among) {
        return among.stream()
                .filter(question -> question.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no question '" + code + "' before the one" + " that waits for it"));
    }

    /// @param common what is offered where the question lists no options of its own
    /// @param earlier the questions before it, of which gates know the options
    Question question(List<AnswerOption> common, List<Question> earlier) {
        String code = text("code");
        Question.requireCode(code);
        json.fieldNames()
                .forEachRemaining(name -> Rubric.require(
                        KNOWN.contains(name), "the question '" + code + "' says '" + name + "', which nothing reads"));
        Rubric.requireText(text("prompt"), "the prompt of question '" + code + "'");
        Role role = role(code);
        Wording wording = new Wording(text("prompt"), text("definition"), text("positive"), text("negative"));
        List<AnswerOption> offered = json.has("options") ? options() : common;
        String type = json.has("type") ? text("type") : SingleChoice.TYPE;
        if (role == Role.DERIVED) {
            Rubric.require(
                    type.equals(SingleChoice.TYPE), "the question '" + code + "' is derived, and no single choice");
            return new Derived(code, wording, offered);
        }
        Asking asking = asking(role, !type.equals(Reason.TYPE) && !truth("optional"), earlier);
        return switch (type) {
            case SingleChoice.TYPE -> new SingleChoice(code, wording, offered, asking);
            case MultipleChoice.TYPE -> new MultipleChoice(code, wording, offered, selection(offered), asking);
            case ResponseSet.TYPE -> new ResponseSet(code, wording, offered, selection(offered), asking);
            case OrdinalScale.TYPE -> new OrdinalScale(code, wording, offered, number("from", 1), asking);
            case Pairwise.TYPE ->
                new Pairwise(code, wording, number("strengths", Pairwise.USUAL), neutral(code), asking);
            case FreeText.TYPE -> new FreeText(code, wording, number("longest", FreeText.USUAL), asking);
            case Reason.TYPE ->
                new Reason(
                        code,
                        wording,
                        number("longest", Reason.USUAL),
                        json.has("about") ? text("about") : null,
                        asking);
            default ->
                throw new IllegalArgumentException(
                        "the question '" + code + "' is of the type '" + type + "', which there is not");
        };
    }

    private Role role(String code) {
        for (Role role : Role.values()) {
            if (role.word().equals(text("role"))) {
                return role;
            }
        }
        throw new IllegalArgumentException("the question '" + code + "' has no role (asked, feeding or derived)");
    }

    private Asking asking(Role role, boolean required, List<Question> earlier) {
        return new Asking(required, role == Role.FEEDING, gate(earlier));
    }

    private @Nullable Gate gate(List<Question> earlier) {
        JsonNode written = json.get("gate");
        if (written == null) {
            return null;
        }
        Question before = named(written.path("question").asText(), earlier);
        List<String> codes = before.options().stream().map(AnswerOption::code).toList();
        Set<Integer> positions = new TreeSet<>();
        for (JsonNode option : written.path("options")) {
            Rubric.require(
                    codes.contains(option.asText()),
                    "the question '" + before.code() + "' has no option '" + option.asText() + "' to wait for");
            positions.add(codes.indexOf(option.asText()));
        }
        return new Gate(before.code(), positions);
    }

    private Selection selection(List<AnswerOption> offered) {
        String none = json.has("none") ? text("none") : null;
        int choices = none == null ? offered.size() : offered.size() - 1;
        return new Selection(number("least", 1), number("most", choices), none);
    }

    private Set<Pairwise.Neutral> neutral(String code) {
        Rubric.require(
                !json.has("options"),
                "the question '" + code + "' compares two replies, and its options are not listed: 'strengths' and"
                        + " 'neutral' say which there are");
        if (!json.has("neutral")) {
            return Set.of(Pairwise.Neutral.TIE);
        }
        Set<Pairwise.Neutral> neutral = new TreeSet<>();
        for (JsonNode word : json.get("neutral")) {
            neutral.add(Pairwise.Neutral.of(word.asText())
                    .orElseThrow(() -> new IllegalArgumentException("the question '" + code + "' offers '"
                            + word.asText() + "' beside a preference, and there is only 'tie' and 'both_bad'")));
        }
        return neutral;
    }

    private List<AnswerOption> options() {
        List<AnswerOption> options = new ArrayList<>();
        try {
            for (JsonNode option : json.get("options")) {
                options.add(JSON.treeToValue(option, AnswerOption.class));
            }
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "an option of question '" + text("code") + "': " + broken.getOriginalMessage(), broken);
        }
        return options;
    }

    private String text(String name) {
        return json.path(name).asText("");
    }

    private boolean truth(String name) {
        return json.path(name).asBoolean();
    }

    private int number(String name, int usual) {
        JsonNode written = json.get(name);
        Rubric.require(
                written == null || (written.isIntegralNumber() && written.canConvertToInt()),
                "'" + name + "' of question '" + text("code") + "' is not a whole number");
        return written == null ? usual : written.intValue();
    }
}
