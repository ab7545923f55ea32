package parallax.judgment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.study.Asking.Gate;
import parallax.study.Question;
import parallax.study.Reason;
import parallax.study.Rubric;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// How rubrics look on the rating page. Nearly every page shows its questions unanswered, and that looks the
/// same to everybody, so it is worked out once for a version.
@ApplicationScoped
class RubricViews {
    private final Map<Long, Unanswered> unanswered = new ConcurrentHashMap<>();

    /// @param gaps the questions that must be put right
    record Shown(List<RatingPage.QuestionGroupView> groups, List<RatingPage.Gap> gaps) {}

    private record Unanswered(StoredRubric rubric, Shown shown) {}

    Shown of(StoredRubric rubric, Answers answers, List<StoredQuestion> gaps) {
        boolean isBlank = answers.isEmpty() && gaps.isEmpty();
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
        return new Shown(groups, gapViews(groups));
    }

    private static List<RatingPage.QuestionGroupView> groups(
            StoredRubric rubric, Answers answers, List<StoredQuestion> gaps) {
        Set<Long> open = gaps.stream().map(StoredQuestion::id).collect(Collectors.toSet());
        Map<String, Integer> numbers = numbers(rubric);
        var groups = new ArrayList<RatingPage.QuestionGroupView>();
        for (int g = 0; g < rubric.rubric().groups().size(); g++) {
            Rubric.Group group = rubric.rubric().groups().get(g);
            var questions = new ArrayList<RatingPage.QuestionView>();
            for (Question question : group.questions()) {
                StoredQuestion stored = rubric.stored(question);
                QuestionViews.Place place = new QuestionViews.Place(
                        stored, numbers.getOrDefault(question.code(), 0), gate(rubric, question), rubric.replies());
                if (rubric.isAbout(question)) {
                    QuestionViews.of(place, answers, open.contains(stored.id())).ifPresent(questions::add);
                }
            }
            if (!questions.isEmpty()) {
                groups.add(new RatingPage.QuestionGroupView(
                        g, group.title(), group.guidance(), group.safeToAll().orElse(""), questions));
            }
        }
        return groups;
    }

    /// The number of each question that raters are asked, by its code.
    private static Map<String, Integer> numbers(StoredRubric rubric) {
        Map<String, Integer> numbers = new HashMap<>();
        rubric.asked()
                .filter(question -> rubric.isAbout(question.question()))
                .forEach(question -> numbers.put(question.code(), numbers.size() + 1));
        return numbers;
    }

    private static RatingPage.@Nullable GateView gate(StoredRubric rubric, Question question) {
        Optional<Gate> gate = question.gate().or(() -> gateOfAbout(rubric, question));
        if (gate.isEmpty()) {
            return null;
        }
        StoredQuestion before = rubric.question(gate.get().question()).orElseThrow();
        String answers = gate.get().positions().stream()
                .map(at -> "“" + before.options().get(at).label() + "”")
                .collect(Collectors.joining(" or "));
        return new RatingPage.GateView(
                before.id(),
                gate.get().positions().stream().map(String::valueOf).collect(Collectors.joining(",")),
                "Only if your answer to “" + before.question().wording().prompt() + "” is " + answers + ".");
    }

    /// A reason is asked with what it is about.
    private static Optional<Gate> gateOfAbout(StoredRubric rubric, Question question) {
        return question instanceof Reason reason && reason.about() != null
                ? rubric.question(reason.about())
                        .flatMap(about -> about.question().gate())
                : Optional.empty();
    }

    private static List<RatingPage.Gap> gapViews(List<RatingPage.QuestionGroupView> groups) {
        return groups.stream()
                .flatMap(g -> g.questions().stream())
                .filter(q -> q.duty().gap())
                .map(q -> new RatingPage.Gap(q.id(), q.wording().prompt()))
                .toList();
    }
}
