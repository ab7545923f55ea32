package parallax.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many options may be chosen together.
///
/// @param least the fewest, from 1
/// @param most the most
/// @param none the code of the option that says that none fits and excludes the others; null where
///   there is
///     none such
public record Selection(int least, int most, @Nullable String none) {
    public Selection {
        Rubric.require(least >= 1, "at least " + least + " options are to be chosen, and one is the fewest");
        Rubric.require(least <= most, "at least " + least + " and at most " + most + " options are to be chosen");
    }

    /// As many as a rater likes.
    public static Selection any(List<AnswerOption> options) {
        return new Selection(1, options.size(), null);
    }
}
