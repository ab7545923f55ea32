package parallax.study;

import java.util.List;
import java.util.Optional;
import parallax.study.Asking.Gate;

/// One question of a rubric. Each type is a record; whatever depends on the type switches over it without a
/// default, so that a new type does not compile until it is read, stored, shown, exported, imported and
/// simulated. What the types of a family have in common stands in the family.
public sealed interface Question permits OneOption, SeveralOptions, InWords {
    int LONGEST_CODE = 300;

    /// Unique within its rubric.
    String code();

    Wording wording();

    /// What can be answered, in order: an option's position is its place in this list, from 0. Nothing is
    /// offered where the answer is text.
    List<AnswerOption> options();

    /// How it is asked, or nothing of a question that never is.
    Optional<Asking> ifAsked();

    /// The word for its type, in rubrics' files, programs and the database. A derived question is a single
    /// choice that nobody is asked.
    String type();

    default boolean isAsked() {
        return ifAsked().isPresent();
    }

    /// Whether its answer is combined into the derived questions.
    default boolean isFeeding() {
        return ifAsked().filter(Asking::feeding).isPresent();
    }

    /// What must have been answered before for it to be asked.
    default Optional<Gate> gate() {
        return ifAsked().flatMap(asking -> Optional.ofNullable(asking.gate()));
    }

    default String prompt() {
        return wording().prompt();
    }

    default Optional<AnswerOption> option(int position) {
        return position >= 0 && position < options().size()
                ? Optional.of(options().get(position))
                : Optional.empty();
    }

    /// The first option with a reading.
    default Optional<AnswerOption> reading(Reading reading) {
        return options().stream().filter(o -> o.reading() == reading).findFirst();
    }

    static void requireCode(String code) {
        Rubric.requireText(code, "a question's code");
        Rubric.require(
                code.length() <= LONGEST_CODE,
                "the question code '" + code + "' is longer than " + LONGEST_CODE + " characters");
    }
}
