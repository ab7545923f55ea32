package parallax.study;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a rater answered to one question. A point of a scale is one option: the question says what it
/// stands for.
public sealed interface Answer {
    /// Far more than any question takes.
    int LONGEST = 10_000;

    /// @param position of the option
    record One(int position) implements Answer {}

    /// @param positions of the options, in order; at least one
    record Several(List<Integer> positions) implements Answer {
        public Several {
            positions = List.copyOf(new TreeSet<>(positions));
            Rubric.require(!positions.isEmpty(), "a set of options is empty");
        }
    }

    /// @param words without spaces around them, and with `\n` between lines; never empty
    record Text(String words) implements Answer {
        public Text {
            words = words.replace("\r\n", "\n").replace('\r', '\n').strip();
            Rubric.requireText(words, "a text");
            Rubric.require(words.length() <= LONGEST, "a text is longer than " + LONGEST + " characters");
            Rubric.require(words.indexOf('\0') < 0, "a text holds the character 0, which is not text");
        }
    }

    /// A row that is stored of an answer. The ordinal of one option, and of a text, is 0; each option of a
    /// set has its position for an ordinal, so that the key of the table holds it once.
    record Row(
            int ordinal,
            @Nullable Integer position,
            @Nullable String content) {}

    default List<Row> rows() {
        return switch (this) {
            case One one -> List.of(new Row(0, one.position, null));
            case Several several ->
                several.positions.stream()
                        .map(position -> new Row(position, position, null))
                        .toList();
            case Text text -> List.of(new Row(0, null, text.words));
        };
    }

    /// The options that it names.
    default List<Integer> options() {
        return switch (this) {
            case One one -> List.of(one.position);
            case Several several -> several.positions;
            case Text text -> List.of();
        };
    }

    /// The answer to a question that was stored or written like this; nothing where there is none, or where
    /// the question takes no such.
    ///
    /// @param positions of options, in any order
    static Optional<Answer> of(Question question, List<Integer> positions, @Nullable String words) {
        boolean known = positions.stream().allMatch(at -> question.option(at).isPresent());
        return switch (question) {
            case OneOption one ->
                known && positions.size() == 1 ? Optional.of(new One(positions.getFirst())) : Optional.empty();
            case SeveralOptions several ->
                known && !positions.isEmpty() ? Optional.of(new Several(positions)) : Optional.empty();
            case InWords text -> words == null || words.isBlank() ? Optional.empty() : Optional.of(new Text(words));
        };
    }

    /// Whether it keeps the rules of its question.
    default boolean fits(Question question) {
        return switch (question) {
            case OneOption one -> this instanceof One;
            case SeveralOptions several -> several.allows(options());
            case InWords text ->
                this instanceof Text given && given.words.codePointCount(0, given.words.length()) <= text.longest();
        };
    }
}
