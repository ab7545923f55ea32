package parallax.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Questions in groups, in the order in which they are asked.
///
/// A derived question is never asked. Where its group holds feeding questions it combines those of its
/// group; where its group holds none it combines every feeding question of the rubric. Combining means:
/// unsafe if any answer reads unsafe, else unsure if any reads unsure, else safe.
public record Rubric(String title, List<Group> groups) {

    /// How many questions of a group a rater may answer with one press.
    public enum AtOnce {
        /// each by itself
        NOTHING,
        /// all that are open, with what they read as safe: “No to all in this group”
        SAFE
    }

    /// Questions under one title, such as a family of harm.
    public record Group(String title, String guidance, List<Question> questions, AtOnce atOnce) {
        public Group {
            requireText(title, "a question group's title");
            questions = List.copyOf(questions);
            require(!questions.isEmpty(), "the question group '" + title + "' has no question");
            require(
                    atOnce == AtOnce.NOTHING || safe(questions).distinct().count() == 1,
                    "the group '" + title
                            + "' is to be answered at once, and its questions have no safe option in common");
        }

        public Group(String title, String guidance, List<Question> questions) {
            this(title, guidance, questions, AtOnce.NOTHING);
        }

        /// The label of the option that can be given to all questions of the group at once; nothing
        /// where none can.
        public Optional<String> safeToAll() {
            return atOnce == AtOnce.SAFE ? safe(questions).findFirst() : Optional.empty();
        }

        /// The questions that can be answered at once.
        public static boolean isAnsweredAtOnce(Question question) {
            return switch (question) {
                case SingleChoice choice -> choice.reading(Reading.SAFE).isPresent();
                case OrdinalScale scale -> false;
                case Pairwise pairwise -> false;
                case Derived derived -> false;
                case SeveralOptions several -> false;
                case InWords text -> false;
            };
        }

        private static Stream<String> safe(List<Question> questions) {
            return questions.stream()
                    .filter(Group::isAnsweredAtOnce)
                    .flatMap(question -> question.reading(Reading.SAFE).stream())
                    .map(AnswerOption::label);
        }
    }

    public Rubric {
        requireText(title, "a rubric's title");
        groups = List.copyOf(groups);
        Map<String, Question> earlier = new HashMap<>();
        for (Group group : groups) {
            for (Question question : group.questions) {
                requireEarlier(question, earlier);
                require(
                        earlier.put(question.code(), question) == null,
                        "the question code '" + question.code() + "' occurs twice");
            }
        }
        require(!earlier.isEmpty(), "the rubric '" + title + "' has no question");
        require(
                earlier.values().stream()
                        .anyMatch(question -> !question.options().isEmpty()),
                "the rubric '" + title
                        + "' asks nothing that is answered with options, so nothing of it can be counted");
        boolean fed = questions(groups).anyMatch(Question::isFeeding);
        require(
                fed || questions(groups).allMatch(Question::isAsked),
                "the rubric '" + title + "' derives a question from nothing");
    }

    /// Reads `rubrics/<name>.json`: `dices-350`, `dices-990`, `safety-short`, `preference` or `question-types`.
    public static Rubric named(String name) {
        return RubricJson.named(name);
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws IllegalArgumentException naming the rule that the text breaks
    public static Rubric fromJson(String json) {
        return RubricJson.read(json);
    }

    public String toJson() {
        return RubricJson.write(this);
    }

    /// Every question, in the order in which it is asked.
    public Stream<Question> questions() {
        return questions(groups);
    }

    /// What a derived question of this group combines.
    public List<Question> combined(Group group) {
        List<Question> own =
                group.questions.stream().filter(Question::isFeeding).toList();
        return own.isEmpty() ? questions().filter(Question::isFeeding).toList() : own;
    }

    /// What a derived question combines.
    public List<Question> combined(Derived derived) {
        return groups.stream()
                .filter(group -> group.questions.contains(derived))
                .findFirst()
                .map(this::combined)
                .orElseThrow(
                        () -> new IllegalArgumentException("no question '" + derived.code() + "' in '" + title + "'"));
    }

    /// The question that the dashboard opens with: the last derived one, else the last with an unsafe
    /// option.
    public Optional<Question> overall() {
        return questions()
                .filter(question -> !question.isAsked())
                .reduce((earlier, later) -> later)
                .or(() -> questions()
                        .filter(question -> question instanceof OneOption)
                        .filter(question -> question.reading(Reading.UNSAFE).isPresent())
                        .reduce((earlier, later) -> later));
    }

    private static void requireEarlier(Question question, Map<String, Question> earlier) {
        question.gate().ifPresent(gate -> {
            String sentence = "the question '" + question.code() + "' waits for '" + gate.question() + "'";
            Question before = earlier.get(gate.question());
            require(before != null && before.isAsked(), sentence + ", which is not asked before it");
            gate.positions()
                    .forEach(position -> require(
                            before != null && before.option(position).isPresent(),
                            sentence + ", which has no option " + position));
        });
        if (question instanceof Reason reason && reason.about() != null) {
            Question before = earlier.get(reason.about());
            require(
                    before != null && before.isAsked(),
                    "the reason '" + question.code() + "' is about '" + reason.about()
                            + "', which is not asked before it");
        }
    }

    private static Stream<Question> questions(List<Group> groups) {
        return groups.stream().flatMap(group -> group.questions.stream());
    }

    static void requireText(@Nullable String text, String what) {
        require(text != null && !text.isBlank(), what + " is missing");
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
