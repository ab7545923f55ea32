package parallax.study;

import java.util.List;
import java.util.Optional;

/// A question whose answer is a set of its options. Nothing is combined of it, and it is never counted
/// together with questions of one option: to tick an answer is another act than to prefer it.
public sealed interface SeveralOptions extends Question permits MultipleChoice, ResponseSet {
    Selection selection();

    Asking asking();

    @Override
    default Optional<Asking> ifAsked() {
        return Optional.of(asking());
    }

    /// Nothing: what could be true of a reply is no verdict on it, whatever the options read as in another question.
    @Override
    default Optional<AnswerOption> reading(Reading reading) {
        return Optional.empty();
    }

    /// Whether this option says that none of the others fits.
    default boolean isNone(int position) {
        return option(position).filter(o -> o.code().equals(selection().none())).isPresent();
    }

    /// Whether a set keeps the question's rules.
    default boolean allows(List<Integer> positions) {
        boolean none = positions.stream().anyMatch(this::isNone);
        return none
                ? positions.size() == 1
                : positions.size() >= selection().least()
                        && positions.size() <= selection().most();
    }

    static List<AnswerOption> offered(String code, List<AnswerOption> options, Selection selection, Asking asking) {
        Question.requireCode(code);
        List<AnswerOption> offered = AnswerOption.offered(code, options);
        String none = selection.none();
        int choices = none == null ? offered.size() : offered.size() - 1;
        Rubric.require(
                none == null || offered.stream().anyMatch(o -> o.code().equals(none)),
                "the question '" + code + "' does not offer '" + none + "', which is to exclude its other options");
        Rubric.require(
                selection.most() <= choices,
                "the question '" + code + "' lets choose " + selection.most() + " of " + choices + " options");
        Rubric.require(
                !asking.feeding(), "the question '" + code + "' takes several options, so it cannot be combined");
        return offered;
    }
}
