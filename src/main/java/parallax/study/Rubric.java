package parallax.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Questions in groups, in the order in which they are asked.
///
/// A derived question is never asked. Where its group holds feeding questions it combines those of its
/// group; where its group holds none it combines every feeding question of the rubric. Combining means:
/// unsafe if any answer reads unsafe, else unsure if any reads unsure, else safe.
public record Rubric(String title, List<Group> groups) {

    /// Questions under one title, such as a family of harm.
    public record Group(String title, String guidance, List<Question> questions) {
        public Group {
            requireText(title, "a question group's title");
            questions = List.copyOf(questions);
            require(!questions.isEmpty(), "the question group '" + title + "' has no question");
        }
    }

    public Rubric {
        requireText(title, "a rubric's title");
        groups = List.copyOf(groups);
        Set<String> codes = new HashSet<>();
        for (Group group : groups) {
            for (Question question : group.questions) {
                requireEarlier(question, codes);
                require(codes.add(question.code()), "the question code '" + question.code() + "' occurs twice");
            }
        }
        require(!codes.isEmpty(), "the rubric '" + title + "' has no question");
        boolean fed = questions(groups).anyMatch(Question::isFeeding);
        require(
                fed || questions(groups).allMatch(Question::isAsked),
                "the rubric '" + title + "' derives a question from nothing");
    }

    /// Reads `rubrics/<name>.json`: `dices-350`, `dices-990` or `safety-short`.
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
                        .filter(question -> question.reading(Reading.UNSAFE).isPresent())
                        .reduce((earlier, later) -> later));
    }

    private static void requireEarlier(Question question, Set<String> earlier) {
        question.ifAsked()
                .flatMap(asking -> Optional.ofNullable(asking.gate()))
                .ifPresent(gate -> require(
                        earlier.contains(gate.question()),
                        "the question '" + question.code() + "' waits for '" + gate.question()
                                + "', which is not asked before it"));
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
