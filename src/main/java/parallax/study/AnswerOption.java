package parallax.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of the answers that a question offers.
///
/// @param reading what choosing it says of the response's safety, or null if nothing
public record AnswerOption(
        String code, String label, @Nullable Reading reading) {
    public AnswerOption {
        Rubric.requireText(code, "an option's code");
        Rubric.requireText(label, "the label of option '" + code + "'");
    }

    /// Refuses options that nobody could choose between.
    ///
    /// @param question the code of the question that offers them
    static List<AnswerOption> offered(String question, List<AnswerOption> options) {
        Rubric.require(options.size() >= 2, "the question '" + question + "' offers fewer than two options");
        Set<String> codes = new HashSet<>();
        for (AnswerOption option : options) {
            Rubric.require(
                    codes.add(option.code), "the question '" + question + "' offers '" + option.code + "' twice");
        }
        return List.copyOf(options);
    }

    static void requireReadings(String question, List<AnswerOption> options) {
        for (AnswerOption option : options) {
            Rubric.require(
                    option.reading != null,
                    "the option '" + option.code + "' of question '" + question
                            + "' has no reading, so it cannot be combined");
        }
    }
}
