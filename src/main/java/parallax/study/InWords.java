package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question that is answered in the rater's own words. They are rows about a person: no viewer of results
/// sees them, and no log.
public sealed interface InWords extends Question permits FreeText, Reason {
    int LONGEST = 5_000;

    /// The most characters that an answer may have.
    int longest();

    Asking asking();

    @Override
    default List<AnswerOption> options() {
        return List.of();
    }

    @Override
    default Optional<Asking> ifAsked() {
        return Optional.of(asking());
    }

    static void requireSane(String code, int longest, Asking asking) {
        Question.requireCode(code);
        Rubric.require(
                longest >= 1 && longest <= LONGEST,
                "the question '" + code + "' takes " + longest + " characters, not 1 to " + LONGEST);
        Rubric.require(!asking.feeding(), "the question '" + code + "' is answered in words, so it cannot be combined");
    }
}
