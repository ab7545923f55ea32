package parallax.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import parallax.identity.InstallationRules;
import parallax.study.AnswerOption;
import parallax.study.Population;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// A study as programs see it: one flat object.
public record ApiStudy(
        long id,
        String code,
        String title,
        String state,
        @JsonUnwrapped Raters raters,
        List<Question> questions,
        List<Axis> axes) {

    /// Who judged, and how few of them are told apart.
    ///
    /// @param synthetic whether simulated raters took part
    /// @param ratersKnown whether the data say who answered
    /// @param minGroup the fewest raters of a group that is shown
    public record Raters(boolean synthetic, boolean ratersKnown, int minGroup) {}

    /// @param derived whether it is derived from other answers, never asked
    /// @param type single_choice, multiple_choice, response_set, ordinal_scale, pairwise, free_text or reason
    public record Question(String code, String type, String prompt, boolean derived, List<String> options) {}

    public record Axis(String code, List<String> groups) {}

    static ApiStudy of(Study study, StoredRubric rubric, List<Population.Axis> axes) {
        return new ApiStudy(
                study.id(),
                study.code(),
                study.title(),
                study.state().word(),
                new Raters(
                        study.synthetic(),
                        study.ratersKnown(),
                        Math.max(
                                study.sampling().minGroup(),
                                InstallationRules.inForce().leastGroup())),
                rubric.questions()
                        .map(q -> new Question(
                                q.code(),
                                q.question().type(),
                                q.prompt(),
                                !q.isAsked(),
                                q.options().stream().map(AnswerOption::label).toList()))
                        .toList(),
                axes.stream()
                        .map(a -> new Axis(a.code(), List.copyOf(a.groups().values())))
                        .toList());
    }
}
