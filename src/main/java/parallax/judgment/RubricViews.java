package parallax.judgment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import parallax.study.Rubric;

/// How rubrics look on the rating page. Nearly every page shows its questions unanswered, and that looks the
/// same to everybody, so it is worked out once for a version.
@ApplicationScoped
class RubricViews {
    private final Map<Long, Unanswered> unanswered = new ConcurrentHashMap<>();

    /// @param gaps the required ones that are still open
    record Shown(List<RatingPage.QuestionGroupView> groups, List<RatingPage.Gap> gaps) {}

    private record Unanswered(Rubric rubric, Shown shown) {}

    Shown of(Rubric rubric, Answers answers, List<Rubric.Question> gaps) {
        boolean isBlank = answers.chosen().isEmpty() && gaps.isEmpty();
        return isBlank ? unanswered(rubric) : shown(rubric, answers, gaps);
    }

    /// A rubric that is not locked is read anew each time and may have changed.
    @SuppressWarnings("ReferenceEquality") // the same rubric read anew is another one
    private Shown unanswered(Rubric rubric) {
        Unanswered known = unanswered.get(rubric.id());
        if (known == null || known.rubric != rubric) {
            known = new Unanswered(rubric, shown(rubric, Answers.none(), List.of()));
            unanswered.put(rubric.id(), known);
        }
        return known.shown;
    }

    private static Shown shown(Rubric rubric, Answers answers, List<Rubric.Question> gaps) {
        List<RatingPage.QuestionGroupView> groups = groups(rubric, answers, gaps);
        return new Shown(groups, gapViews(groups, gaps));
    }

    private static List<RatingPage.QuestionGroupView> groups(
            Rubric rubric, Answers answers, List<Rubric.Question> gaps) {
        var groups = new ArrayList<RatingPage.QuestionGroupView>();
        int number = 1;
        for (Rubric.Group group : rubric.groups()) {
            var questions = new ArrayList<RatingPage.QuestionView>();
            for (Rubric.Question question : group.questions()) {
                if (question.isAsked()) {
                    questions.add(question(question, number++, answers, gaps.contains(question)));
                }
            }
            if (!questions.isEmpty()) {
                groups.add(new RatingPage.QuestionGroupView(group.title(), group.guidance(), questions));
            }
        }
        return groups;
    }

    private static RatingPage.QuestionView question(
            Rubric.Question question, int number, Answers answers, boolean gap) {
        Integer chosen = answers.chosen().get(question.id());
        return new RatingPage.QuestionView(
                question.id(),
                number,
                question.prompt(),
                question.definition(),
                question.positiveExample(),
                question.negativeExample(),
                question.required(),
                gap,
                question.options().stream()
                        .map(o -> new RatingPage.OptionView(
                                o.position(), o.label(), chosen != null && chosen == o.position()))
                        .toList());
    }

    private static List<RatingPage.Gap> gapViews(
            List<RatingPage.QuestionGroupView> groups, List<Rubric.Question> gaps) {
        Set<Long> missing = new HashSet<>();
        gaps.forEach(q -> missing.add(q.id()));
        return groups.stream()
                .flatMap(g -> g.questions().stream())
                .filter(q -> missing.contains(q.id()))
                .map(q -> new RatingPage.Gap(q.id(), q.number(), q.prompt()))
                .toList();
    }
}
