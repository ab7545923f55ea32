package parallax.judgment;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.judgment.RatingPage.Duty;
import parallax.judgment.RatingPage.GateView;
import parallax.judgment.RatingPage.OptionView;
import parallax.judgment.RatingPage.QuestionView;
import parallax.judgment.RatingPage.TextView;
import parallax.study.Answer;
import parallax.study.AnswerOption;
import parallax.study.Asking;
import parallax.study.Derived;
import parallax.study.FreeText;
import parallax.study.InWords;
import parallax.study.MultipleChoice;
import parallax.study.OrdinalScale;
import parallax.study.Pairwise;
import parallax.study.Question;
import parallax.study.Reason;
import parallax.study.Replies;
import parallax.study.ResponseSet;
import parallax.study.Selection;
import parallax.study.SeveralOptions;
import parallax.study.SingleChoice;
import parallax.study.StoredQuestion;

/// What raters see of one question. A type's name is that of its folder in the rating page's templates.
record QuestionViews(Place place, Answers answers, boolean gap) {
    private static final boolean ALONE = true;
    private static final boolean TOGETHER = true;
    private static final String CHOOSE = "Choose an answer.";
    private static final String OPTIONAL = "You may leave this empty.";

    /// @param number counted from 1 over all questions of the page
    /// @param gate when it is asked; null: always
    /// @param replies of the item, as they stand on the page
    record Place(
            StoredQuestion stored, int number, @Nullable GateView gate, Replies replies) {}

    /// Nothing of a question that nobody is asked.
    static Optional<QuestionView> of(Place place, Answers answers, boolean gap) {
        var views = new QuestionViews(place, answers, gap);
        return switch (place.stored.question()) {
            case SingleChoice choice -> Optional.of(views.choice("single-choice", choice, "", CHOOSE));
            case OrdinalScale scale -> Optional.of(views.choice("ordinal-scale", scale, "", CHOOSE));
            case Pairwise pairwise -> Optional.of(views.pairwise(pairwise));
            case MultipleChoice choice -> Optional.of(views.several("multiple-choice", choice));
            case ResponseSet set -> Optional.of(views.several("response-set", set));
            case FreeText text -> Optional.of(views.text("free-text", text));
            case Reason reason -> Optional.of(views.text("reason", reason));
            case Derived derived -> Optional.empty();
        };
    }

    /// In the order of the page: from the first reply to the second, whichever they are.
    private QuestionView pairwise(Pairwise question) {
        Answer answer = answers.given().get(place.stored.id());
        List<Integer> chosen = answer == null ? List.of() : answer.options();
        boolean swapped = place.replies == Replies.TWO_SWAPPED;
        List<AnswerOption> named = question.options("1", "2");
        List<OptionView> options = IntStream.range(0, named.size())
                .mapToObj(at -> {
                    int stored = swapped ? question.opposite(at) : at;
                    return new OptionView(
                            stored, named.get(at).label(), chosen.contains(stored), "", !ALONE, !TOGETHER);
                })
                .toList();
        String hint = hint(question, "");
        return view("pairwise", new Duty(isRequired(question), gap, hint, CHOOSE, 0, 0), options, TextView.NONE);
    }

    private QuestionView several(String type, SeveralOptions question) {
        Selection selection = question.selection();
        String alone = question.options().stream()
                .filter(option -> option.code().equals(selection.none()))
                .map(option -> ", or “" + option.label() + "” alone")
                .findFirst()
                .orElse("");
        String many =
                amount(selection.least(), selection.most(), question.options().size());
        return choice(type, question, "Choose " + many + alone + ".", "Choose " + many + alone + ".");
    }

    private static String amount(int least, int most, int offered) {
        if (least == most) {
            return least == 1 ? "one" : String.valueOf(least);
        }
        if (least == 1) {
            return most >= offered - 1 ? "all that fit" : "up to " + most;
        }
        return least + " to " + most;
    }

    private QuestionView choice(String type, Question question, String hint, String rule) {
        Answer answer = answers.given().get(place.stored.id());
        List<Integer> chosen = answer == null ? List.of() : answer.options();
        boolean together = answers.bulk().contains(place.stored.id());
        List<OptionView> options = IntStream.range(0, question.options().size())
                .mapToObj(at -> new OptionView(
                        at,
                        question.options().get(at).label(),
                        chosen.contains(at),
                        question instanceof OrdinalScale scale ? String.valueOf(scale.value(at)) : "",
                        question instanceof SeveralOptions several && several.isNone(at),
                        together && chosen.contains(at)))
                .toList();
        int least =
                question instanceof SeveralOptions several ? several.selection().least() : 0;
        int most =
                question instanceof SeveralOptions several ? several.selection().most() : 0;
        return view(
                type,
                new Duty(isRequired(question), gap, hint(question, hint), rule, least, most),
                options,
                TextView.NONE);
    }

    private QuestionView text(String type, InWords question) {
        String words = answers.given().get(place.stored.id()) instanceof Answer.Text text ? text.words() : "";
        String longest = "most " + question.longest() + " characters";
        String hint = hint(question, "At " + longest + ".");
        String rule = "Write something, in at " + longest + ".";
        return view(
                type,
                new Duty(isRequired(question), gap, hint, rule, 0, 0),
                List.of(),
                new TextView(words, question.longest()));
    }

    private static String hint(Question question, String hint) {
        return isRequired(question) ? hint : (OPTIONAL + " " + hint).strip();
    }

    private static boolean isRequired(Question question) {
        return question.ifAsked().filter(Asking::required).isPresent();
    }

    private QuestionView view(String type, Duty duty, List<OptionView> options, TextView text) {
        return new QuestionView(
                place.stored.id(),
                type,
                place.number,
                place.stored.question().wording(),
                duty,
                place.gate,
                options,
                text);
    }
}
