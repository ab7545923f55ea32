package parallax.runner.rate;

import java.util.List;

/// A question of a rubric, with the options to choose from.
///
/// @param text the question
/// @param options the possible answers, 2 to 26
public record RubricQuestion(String text, List<String> options) {
    private static final int LETTERS = 26;

    public RubricQuestion {
        options = List.copyOf(options);
        if (options.size() < 2 || options.size() > LETTERS) {
            throw new IllegalArgumentException("a question needs 2 to 26 options, but has " + options.size());
        }
        if (options.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("an option of \"" + text + "\" is empty");
        }
        if (options.stream()
                        .map(option -> option.toLowerCase(java.util.Locale.ROOT))
                        .distinct()
                        .count()
                < options.size()) {
            throw new IllegalArgumentException("the options of \"" + text + "\" are not all different");
        }
    }

    /// `A` for the first option, and so on.
    static char letter(int option) {
        return (char) ('A' + option);
    }
}
