package parallax.judgment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.study.Derived;
import parallax.study.Question;
import parallax.study.Rubric;
import parallax.study.SingleChoice;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// How rubrics look on the rating page. Nearly every page shows its questions unanswered, and that looks the
/// same to everybody, so it is worked out once for a version.
@ApplicationScoped
class RubricViews {
    private final Map<Long, Unanswered> unanswered = new ConcurrentHashMap<>();

    /// @param gaps the required ones that are still open
    record Shown(List<RatingPage.QuestionGroupView> groups, List<RatingPage.Gap> gaps) {}

    private record Unanswered(StoredRubric rubric, Shown shown) {}

    Shown of(StoredRubric rubric, Answers answers, List<StoredQuestion> gaps) {
        boolean isBlank = answers.chosen().isEmpty() && gaps.isEmpty();
        return isBlank ? unanswered(rubric) : shown(rubric, answers, gaps);
    }

    /// A rubric that is not locked is read anew each time and may have changed.
    @SuppressWarnings("ReferenceEquality") // the same rubric read anew is another one
    private Shown unanswered(StoredRubric rubric) {
        Unanswered known = unanswered.get(rubric.id());
        if (known == null || known.rubric != rubric) {
            known = new Unanswered(rubric, shown(rubric, Answers.none(), List.of()));
            unanswered.put(rubric.id(), known);
        }
        return known.shown;
    }

    private static Shown shown(StoredRubric rubric, Answers answers, List<StoredQuestion> gaps) {
        List<RatingPage.QuestionGroupView> groups = groups(rubric, answers, gaps);
        return new Shown(groups, gapViews(groups, gaps));
    }

    private static List<RatingPage.QuestionGroupView> groups(
            StoredRubric rubric, Answers answers, List<StoredQuestion> gaps) {
        var groups = new ArrayList<RatingPage.QuestionGroupView>();
        int number = 1;
        for (Rubric.Group group : rubric.rubric().groups()) {
            var questions = new ArrayList<RatingPage.QuestionView>();
            for (Question question : group.questions()) {
                StoredQuestion stored = rubric.stored(question);
                Optional<RatingPage.QuestionView> shown = view(stored, number, answers, gaps.contains(stored));
                shown.ifPresent(questions::add);
                number += shown.isPresent() ? 1 : 0;
            }
            if (!questions.isEmpty()) {
                groups.add(new RatingPage.QuestionGroupView(group.title(), group.guidance(), questions));
            }
        }
        return groups;
    }

    /// What raters see of a question, if it is one that they are asked.
    private static Optional<RatingPage.QuestionView> view(
            StoredQuestion stored, int number, Answers answers, boolean gap) {
        return switch (stored.question()) {
            case SingleChoice choice ->
                Optional.of(new RatingPage.QuestionView(
                        stored.id(),
                        "judgment/question/single-choice",
                        number,
                        choice.wording(),
                        choice.asking().required(),
                        gap,
                        options(choice, answers.chosen().get(stored.id()))));
            case Derived derived -> Optional.empty();
        };
    }

    private static List<RatingPage.OptionView> options(SingleChoice question, @Nullable Integer chosen) {
        return IntStream.range(0, question.options().size())
                .mapToObj(position -> new RatingPage.OptionView(
                        position, question.options().get(position).label(), chosen != null && chosen == position))
                .toList();
    }

    private static List<RatingPage.Gap> gapViews(List<RatingPage.QuestionGroupView> groups, List<StoredQuestion> gaps) {
        Set<Long> missing = new HashSet<>();
        gaps.forEach(q -> missing.add(q.id()));
        return groups.stream()
                .flatMap(g -> g.questions().stream())
                .filter(q -> missing.contains(q.id()))
                .map(q -> new RatingPage.Gap(q.id(), q.number(), q.wording().prompt()))
                .toList();
    }
}
